import { ConfigError } from '../core/errors';
import { RepeatedParser } from '../core/repeated-parser';
import { strategyDefinition } from '../strategies/catalogue';
import {
  type PreparedStrategy,
  paramsPath,
  type StrategyDefinition,
} from '../strategies/definition';
import { type RunConfig, type RunConfigInput, runConfigSchema } from './run-config.schema';

export interface ResolvedConfig {
  /** Defaults filled in, strategy parameters too; what is hashed. Resolving it again changes nothing. */
  readonly config: RunConfig;
  readonly strategy: PreparedStrategy;
}

/** Below this a volatility target would be traded at nearly every bar. */
const volatilityTargetBand = 0.1;

/** Checks a config and fills in every default. @throws {ConfigError} naming the field and what it accepts */
export function resolveConfig(input: RunConfigInput): ResolvedConfig {
  return new ConfigResolver().resolve(input);
}

/** {@link resolveConfig} of one config after another: only what differs from the one before is parsed. */
export class ConfigResolver {
  private readonly configs = new RepeatedParser(runConfigSchema);
  private strategy: {
    readonly definition: StrategyDefinition;
    readonly params: RepeatedParser<StrategyDefinition['schema']>;
  } | null = null;

  /** @param input not changed as long as this is used @throws {ConfigError} as {@link resolveConfig} */
  resolve(input: RunConfigInput): ResolvedConfig {
    const parsed = this.configs.parse(input);
    const strategy = this.prepared(parsed.strategy);
    const bandGiven = input.sizing?.rebalanceBand !== undefined;
    const sizing =
      parsed.sizing.kind === 'volatility-target' && !bandGiven
        ? { ...parsed.sizing, rebalanceBand: volatilityTargetBand }
        : parsed.sizing;
    refuseContradictions(sizing, parsed.account, strategy.params);
    const { id, params } = strategy;
    return { config: { ...parsed, strategy: { id, params }, sizing }, strategy };
  }

  private prepared({ id, params }: RunConfig['strategy']): PreparedStrategy {
    if (this.strategy?.definition.id !== id) {
      const definition = strategyDefinition(id);
      this.strategy = { definition, params: new RepeatedParser(definition.schema, paramsPath) };
    }
    return this.strategy.definition.withParams(this.strategy.params.parse(params));
  }
}

/** Refuses settings that would have every order refused, or that would silently do nothing. */
function refuseContradictions(
  sizing: RunConfig['sizing'],
  account: RunConfig['account'],
  params: PreparedStrategy['params'],
): void {
  const { maxLeverage, strictCash, maintenance } = account;
  const percent = sizing.kind === 'percent-of-equity' ? sizing.percent : 0;
  if (percent > maxLeverage) {
    throw new ConfigError(
      `A size of ${percent} × equity is above the leverage limit of ${maxLeverage} ×: every order would be refused. Lower the size or raise the limit.`,
      'sizing.percent',
    );
  }
  if (strictCash && percent > 1) {
    throw new ConfigError(
      `A size of ${percent} × equity can’t be paid in strict cash, which never borrows. Lower the size to 1 or turn strict cash off.`,
      'sizing.percent',
    );
  }
  if (strictCash && params.allowShort === true) {
    throw new ConfigError(
      'Strict cash has no shorts: the short side would do nothing. Turn the short side or strict cash off.',
      'strategy.params.allowShort',
    );
  }
  if (percent * maintenance >= 1) {
    throw new ConfigError(
      `A size of ${percent} × equity is liquidated at once with a maintenance margin of ${maintenance}: it leaves 1/${percent} of the position’s value. Lower the size or the margin.`,
      'sizing.percent',
    );
  }
  if (sizing.kind === 'volatility-target' && maxLeverage * maintenance >= 1) {
    throw new ConfigError(
      `A volatility target may hold as much as the leverage limit, ${maxLeverage} × equity, and that is liquidated at once with a maintenance margin of ${maintenance}. Lower the limit or the margin.`,
      'account.maxLeverage',
    );
  }
  if (account.slippageModel === 'volatility' && account.slippageBps === 0) {
    throw new ConfigError(
      'Slippage that grows with volatility grows from the slippage set, and that is 0. Set one above 0 or choose the constant model.',
      'account.slippageBps',
    );
  }
  if (account.funding === 'series' && account.fundingSeries === null) {
    throw new ConfigError(
      'Funding from imported rates needs rates: choose a series or a constant rate.',
      'account.fundingSeries',
    );
  }
}
