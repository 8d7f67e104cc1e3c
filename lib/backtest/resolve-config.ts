import { ConfigError } from '../core/errors';
import { parseConfig } from '../core/parse-config';
import { strategyDefinition } from '../strategies/catalogue';
import type { PreparedStrategy } from '../strategies/definition';
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
  const parsed = parseConfig(runConfigSchema, input);
  const strategy = strategyDefinition(parsed.strategy.id).prepare(parsed.strategy.params);
  const bandGiven = input.sizing?.rebalanceBand !== undefined;
  const sizing =
    parsed.sizing.kind === 'volatility-target' && !bandGiven
      ? { ...parsed.sizing, rebalanceBand: volatilityTargetBand }
      : parsed.sizing;
  const { maxLeverage } = parsed.account;
  if (sizing.kind === 'percent-of-equity' && sizing.percent > maxLeverage) {
    throw new ConfigError(
      `A size of ${sizing.percent} × equity is above the leverage limit of ${maxLeverage} ×: every order would be refused. Lower the size or raise the limit.`,
      'sizing.percent',
    );
  }
  return {
    config: { ...parsed, strategy: { id: strategy.id, params: { ...strategy.params } }, sizing },
    strategy,
  };
}
