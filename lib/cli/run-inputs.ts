import { dayEnd, dayStart } from '../analytics/views/day-field';
import type { ExtraData } from '../backtest/extra-data';
import { applyPreset, type MarketPresetId } from '../backtest/market-presets.schema';
import type { BenchmarkConfig, RunConfigInput } from '../backtest/run-config.schema';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import type { Bars } from '../market/bars';
import type { CommandIo } from './command-io';
import { dataRefOf, loadBars } from './load-data';
import { runConfigFrom } from './run-config-flags';
import { parseNumber } from './setting-flags';

type Options = Readonly<Record<string, unknown>>;

/** A config and the data it names, as the flags of a command line describe them. */
export interface RunInputs {
  readonly config: RunConfigInput;
  readonly extra: ExtraData;
}

/**
 * What the flags ask for on these bars; a benchmark file is read.
 * @throws {ConfigError} {DataError} {NeededError}
 */
export async function runInputs(
  options: Options,
  strategyId: string,
  bars: Bars,
  io: CommandIo,
  control: JobControl,
): Promise<RunInputs> {
  const benchmark = await benchmarkOf(options, io, control);
  const given = runConfigFrom(options, strategyId);
  const config = withMarket(given, options.market as MarketPresetId | undefined, bars.intervalMs);
  return {
    config: {
      ...config,
      period: {
        from: timeOf(options.from, 'from', bars),
        to: timeOf(options.to, 'to', bars),
        split: timeOf(options.split, 'split', bars),
      },
      statistics: { ...config.statistics, ...(benchmark && { benchmark: benchmark.config }) },
    },
    extra: benchmark?.bars === undefined ? {} : { benchmark: benchmark.bars },
  };
}

/** The terms of the market, and over them what was given by hand. */
function withMarket(
  given: RunConfigInput,
  market: MarketPresetId | undefined,
  intervalMs: number,
): RunConfigInput {
  if (market === undefined) return given;
  const preset = applyPreset(given, market, intervalMs);
  const { params } = given.strategy;
  return {
    ...preset,
    strategy: { ...preset.strategy, params: { ...preset.strategy.params, ...params } },
    account: { ...preset.account, ...given.account },
    statistics: { ...preset.statistics, ...given.statistics },
  };
}

/**
 * A day in the data's zone (the last one included) or a moment in UTC. `null` where the flag is left out.
 * @throws {ConfigError} for what is neither
 */
function timeOf(given: unknown, field: 'from' | 'to' | 'split', bars: Bars): number | null {
  if (given === undefined) return null;
  const text = String(given);
  const rule = {
    timeZone: bars.timeZone,
    intervalMs: bars.intervalMs,
    firstTime: bars.time[0]!,
  };
  const day = field === 'to' ? dayEnd(text, rule) : dayStart(text, rule);
  if (day !== null) return day;
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new ConfigError(
    `“${text}” is no date; write 2020-12-31, or 2020-12-31T08:00Z for a moment in UTC.`,
    `period.${field}`,
  );
}

async function benchmarkOf(
  options: Options,
  io: CommandIo,
  control: JobControl,
): Promise<{ readonly config: BenchmarkConfig; readonly bars?: Bars } | null> {
  const { benchmark: given } = options;
  if (typeof given !== 'string') return null;
  if (given === 'hold') return { config: { kind: 'hold' } };
  if (given.startsWith('cash:')) {
    return { config: { kind: 'cash', rate: parseNumber(given.slice('cash:'.length)) } };
  }
  const bars = await loadBars(given, options, io, control);
  const data = dataRefOf(given) ?? ({ kind: 'stored', fingerprint: bars.fingerprint } as const);
  return { config: { kind: 'data', data }, bars };
}
