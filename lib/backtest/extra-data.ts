import { ConfigError } from '../core/errors';
import type { Sha256Hex } from '../core/nominal';
import { alignBars } from '../market/align-bars';
import type { Bars } from '../market/bars';
import { DAY_MS, formatDay } from '../market/civil-date';
import type { RateSeries } from '../market/rate-series';
import type { NamedArtefact } from '../models/model-artefact';
import { namedModel } from '../strategies/named-model.schema';
import type { RunConfig } from './run-config.schema';
import type { RunPeriod } from './run-period';

/** Data of a run besides its bars; only what its config asks for is used. */
export interface ExtraData {
  /** Bars of a benchmark of kind `data`. */
  readonly benchmark?: Bars;
  /** Rates of funding `series`. */
  readonly funding?: RateSeries;
  /** The model the strategy acts on. Its name is part of the strategy's settings. */
  readonly model?: NamedArtefact;
}

/** How far imported rates reach: bars they say nothing of are charged nothing. */
export interface FundingCoverage {
  /** Measured bars. */
  readonly bars: number;
  /** Those among them that open before the first rate or after the last one holds. */
  readonly withoutRate: number;
}

/**
 * The extra data the config asks for.
 * @throws {ConfigError} where they were not given, or are other rates than the config names
 */
export function usedExtraData(config: RunConfig, given: ExtraData): ExtraData {
  const { benchmark } = config.statistics;
  const { funding, fundingSeries } = config.account;
  const used: { benchmark?: Bars; funding?: RateSeries; model?: NamedArtefact } = {};
  if (benchmark.kind === 'data') {
    if (given.benchmark === undefined) {
      throw new ConfigError('The benchmark’s data were not given.', 'statistics.benchmark');
    }
    const { data } = benchmark;
    if (data.kind === 'stored' && data.fingerprint !== given.benchmark.fingerprint) {
      throw new ConfigError(
        'The bars given for the benchmark are not those the config names.',
        'statistics.benchmark',
      );
    }
    used.benchmark = given.benchmark;
  }
  if (funding === 'series') {
    if (given.funding === undefined) {
      throw new ConfigError('The funding rates were not given.', 'account.fundingSeries');
    }
    if (fundingSeries !== given.funding.fingerprint) {
      throw new ConfigError(
        'The funding rates given are not those the config names.',
        'account.fundingSeries',
      );
    }
    used.funding = given.funding;
  }
  // Whether it is the one that is named, and fits the bars, is asked where it is bound to the strategy.
  if (given.model !== undefined && namedModel(config.strategy) !== null) used.model = given.model;
  return used;
}

/** How far a series reaches over the measured bars: a rate holds until the next is due, the last as long as the one before. */
export function fundingCoverage(
  bars: Bars,
  period: RunPeriod,
  { time, length }: RateSeries,
): FundingCoverage {
  const first = time[0]!;
  const last = time[length - 1]!;
  const held = length > 1 ? last - time[length - 2]! : 0;
  let withoutRate = 0;
  for (let i = period.firstBar; i < period.endBar; i++) {
    if (bars.time[i]! < first || bars.time[i]! > last + held) withoutRate++;
  }
  return { bars: period.endBar - period.firstBar, withoutRate };
}

/** A benchmark may be silent for this long at its end, over a weekend with holidays; its last price then stands. */
const longestRestMs = 7 * DAY_MS;

const day = (time: number): string => formatDay(Math.floor(time / DAY_MS));

/** Fingerprints of all data of a run: its bars, then the benchmark's, then the rates'. */
export function dataFingerprints(
  bars: Pick<Bars, 'fingerprint'>,
  used: {
    readonly benchmark?: Pick<Bars, 'fingerprint'>;
    readonly funding?: Pick<RateSeries, 'fingerprint'>;
  },
): readonly Sha256Hex[] {
  const all = [bars.fingerprint];
  for (const data of [used.benchmark, used.funding]) {
    if (data !== undefined) all.push(data.fingerprint);
  }
  return all;
}

/**
 * The benchmark's bars at the times of the run's.
 * @throws {ConfigError} for another quote currency, or data that don't reach over the measured bars
 */
export function benchmarkAt(bars: Bars, period: RunPeriod, benchmark: Bars): Bars {
  const own = bars.instrument.quoteCurrency;
  const other = benchmark.instrument.quoteCurrency;
  if (own !== other) {
    throw new ConfigError(
      `The benchmark is in ${other} and the run in ${own}: returns in different currencies can’t be compared. Choose a benchmark in ${own}, or cash.`,
      'statistics.benchmark',
    );
  }
  const aligned = alignBars(benchmark, bars);
  const first = period.firstBar;
  if (Number.isNaN(aligned.open[first]!) || Number.isNaN(aligned.close[first]!)) {
    throw new ConfigError(
      `The benchmark’s data begin ${day(benchmark.time[0]!)} and the period ${day(bars.time[first]!)}: choose a period that begins later, or other data.`,
      'statistics.benchmark',
    );
  }
  const last = bars.time[bars.length - 1]!;
  const lastOther = benchmark.time[benchmark.length - 1]!;
  if (lastOther + benchmark.intervalMs + longestRestMs < last + bars.intervalMs) {
    throw new ConfigError(
      `The benchmark’s data end ${day(lastOther)} and the period ${day(last)}: choose a period that ends earlier, or other data.`,
      'statistics.benchmark',
    );
  }
  return aligned;
}
