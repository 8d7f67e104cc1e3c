import { basename } from 'node:path';
import { dayEnd, dayStart } from '../analytics/views/day-field';
import type { ExtraData } from '../backtest/extra-data';
import { applyPreset, type MarketPresetId } from '../backtest/market-presets.schema';
import type { BenchmarkConfig, RunConfigInput } from '../backtest/run-config.schema';
import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import type { Bars } from '../market/bars';
import type { RateSeries } from '../market/rate-series';
import type { NamedArtefact } from '../models/model-artefact';
import { readModelFile } from '../models/model-file';
import { modelSettingOf } from '../strategies/named-model.schema';
import type { CommandIo } from './command-io';
import { dataRefOf, loadBars } from './load-data';
import { loadRates } from './load-rates';
import { runConfigFrom } from './run-config-flags';
import { parseNumber } from './setting-flags';

type Options = Readonly<Record<string, unknown>>;

/** A config and the data it names, as the flags of a command line describe them. */
interface RunInputs {
  readonly config: RunConfigInput;
  readonly extra: ExtraData;
}

/**
 * What the flags ask for on these bars; benchmark, funding and model files are read.
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
  const { config, extra } = await settingInputs(options, strategyId, bars, io, control);
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
    extra: { ...extra, ...(benchmark?.bars && { benchmark: benchmark.bars }) },
  };
}

/**
 * What of {@link runInputs} needs no bars: all but period and benchmark.
 * @throws {ConfigError} {DataError} {NeededError}
 */
export async function settingInputs(
  options: Options,
  strategyId: string,
  { intervalMs }: Pick<Bars, 'intervalMs'>,
  io: CommandIo,
  control: JobControl,
): Promise<RunInputs> {
  const funding = await fundingOf(options, io, control);
  const model = await modelOf(options, strategyId, io);
  const given = withModel(runConfigFrom(options, strategyId), strategyId, model);
  const config = withMarket(given, options.market as MarketPresetId | undefined, intervalMs);
  return {
    config: {
      ...config,
      account:
        funding === null
          ? config.account
          : { ...config.account, funding: 'series', fundingSeries: funding.fingerprint },
    },
    extra: { ...(funding && { funding }), ...(model && { model }) },
  };
}

/** The model of the file its flag names; the settings name it by its hash. */
async function modelOf(
  options: Options,
  strategyId: string,
  io: CommandIo,
): Promise<NamedArtefact | null> {
  const setting = modelSettingOf(strategyId);
  const file = setting === null ? undefined : options[setting];
  if (typeof file !== 'string') return null;
  return readModelFile(await io.readFile(file), basename(file)).model;
}

function withModel(
  given: RunConfigInput,
  strategyId: string,
  model: NamedArtefact | null,
): RunConfigInput {
  const setting = modelSettingOf(strategyId);
  if (setting === null || model === null) return given;
  const params = { ...given.strategy.params, [setting]: model.hash };
  return { ...given, strategy: { ...given.strategy, params } };
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
    return { config: { kind: 'cash', rate: rateOf(given.slice('cash:'.length)) } };
  }
  const place = given === 'sample' ? 'sample:sp500' : given;
  const bars = await loadBars(place, options, io, control);
  const data = dataRefOf(place) ?? ({ kind: 'stored', fingerprint: bars.fingerprint } as const);
  return { config: { kind: 'data', data }, bars };
}

function rateOf(text: string): number {
  try {
    return parseNumber(text);
  } catch {
    throw new ConfigError(
      `“${text}” is no yearly rate; write cash:4% or cash:0.04.`,
      'statistics.benchmark',
    );
  }
}

async function fundingOf(
  options: Options,
  io: CommandIo,
  control: JobControl,
): Promise<RateSeries | null> {
  const { fundingFile: file, funding } = options;
  if (typeof file !== 'string') return null;
  if (funding !== undefined && funding !== 'series') {
    throw new ConfigError(
      `--funding-file needs --funding series, or none of it: with --funding ${String(funding)} the rates of ${basename(file)} would do nothing.`,
      'account.funding',
    );
  }
  return loadRates(file, options, io, control);
}
