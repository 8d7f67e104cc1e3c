import { type Command, Option } from 'commander';
import { marketPresets } from '../backtest/market-presets.schema';
import type { RunConfigInput } from '../backtest/run-config.schema';
import { ConfigError } from '../core/errors';
import { accountSchema, protectionSchema, sizingSchema } from '../execution/account.schema';
import { strategyListing, strategyListings } from '../strategies/catalogue.schema';
import type { StrategyPreset } from '../strategies/listing';
import { parseNumber, SettingFlags } from './setting-flags';

type Options = Readonly<Record<string, unknown>>;

const groups = {
  sizing: new SettingFlags('Size', sizingSchema, { kind: 'sizing' }),
  protection: new SettingFlags('Protection', protectionSchema),
  account: new SettingFlags('Account', accountSchema),
};

/** The strategy named on a command line, before its own flags can be declared; the first of the list where none is. */
export function strategyNamedIn(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg === '--strategy' || arg.startsWith('--strategy='));
  if (at < 0) return strategyListings[0]!.id;
  const named = args[at]!.includes('=') ? args[at]!.slice('--strategy='.length) : args[at + 1];
  return named ?? '';
}

/** Flags for all that decides a run: those of the strategy, size, protection and account. */
export function declareRunFlags(command: Command, strategyId: string): void {
  const { label, schema, presets } = strategyListing(strategyId);
  const ids = strategyListings.map((listing) => listing.id);
  command.addOption(
    new Option('--strategy <id>', 'the strategy; its settings are listed below')
      .choices(ids)
      .default(strategyId),
  );
  const named = presets.map((preset) => `${preset.id} (${preset.label})`).join(', ');
  command.addOption(
    new Option('--preset <id>', `${label}: named settings: ${named}`).choices(
      presets.map((preset) => preset.id),
    ),
  );
  new SettingFlags(label, schema).declare(command);
  for (const group of Object.values(groups)) group.declare(command);
  command.addOption(
    new Option(
      '--overdraft <fraction>',
      'Account: how far a buy may take cash below zero, as a share of equity; none = any (default 0.02)',
    ).argParser((text) => (text === 'none' ? null : parseNumber(text))),
  );
  command.addOption(
    new Option(
      '--periods-per-year <number>',
      'Statistics: periods a year; inferred from the bars where it is left out',
    ).argParser(parseNumber),
  );
  command.addOption(
    new Option('--basis <choice>', 'Statistics: returns a day or a bar (default auto)').choices([
      'auto',
      'daily',
      'bar',
    ]),
  );
  const markets = marketPresets.map((market) => `${market.id} (${market.label})`).join(', ');
  command.addOption(
    new Option(
      '--market <id>',
      `Account: typical terms of a market, which other flags override: ${markets}`,
    ).choices(marketPresets.map((market) => market.id)),
  );
  command.option('--funding-file <file>', 'Account: rates to charge as funding, from a file');
  command.option('--funding-symbol <symbol>', 'Account: which of several symbols in that file');
  command.option('--from <date>', 'Period: first day decided on; indicators are warm from before');
  command.option('--to <date>', 'Period: last day, or a moment in UTC: 2020-12-31T08:00Z');
  command.option('--split <date>', 'Period: first day out of sample');
  command.option(
    '--benchmark <what>',
    'Statistics: hold (default), cash:4%, or a file or sample to hold instead',
  );
  command.addOption(
    new Option('--seed <integer>', 'seed of everything random (default 7)').argParser(parseNumber),
  );
}

/** The config the flags describe; what was left out takes its default when it is resolved. */
export function runConfigFrom(options: Options, strategyId: string): RunConfigInput {
  const { schema, label, presets } = strategyListing(strategyId);
  const preset = presetOf(presets, options.preset);
  const account = groups.account.read(options);
  if (options.overdraft !== undefined) Object.assign(account, { overdraft: options.overdraft });
  if (preset?.fill !== undefined && account.fill === undefined) account.fill = preset.fill;
  const statistics = {
    ...(options.periodsPerYear === undefined
      ? {}
      : { periodsPerYear: options.periodsPerYear as number }),
    ...(options.basis === undefined ? {} : { basis: options.basis as 'auto' | 'daily' | 'bar' }),
  };
  return {
    strategy: {
      id: strategyId,
      params: { ...preset?.params, ...new SettingFlags(label, schema).read(options) },
    },
    sizing: { ...preset?.sizing, ...groups.sizing.read(options) },
    protection: groups.protection.read(options),
    account,
    statistics,
    ...(options.seed === undefined ? {} : { seed: options.seed as number }),
  };
}

function presetOf(presets: readonly StrategyPreset[], id: unknown): StrategyPreset | undefined {
  if (id === undefined) return undefined;
  const found = presets.find((preset) => preset.id === id);
  if (found === undefined) throw new ConfigError(`There is no preset “${String(id)}”.`, 'preset');
  return found;
}
