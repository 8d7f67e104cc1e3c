import { resolveConfig } from '../backtest/resolve-config';
import type { RunConfig, RunConfigInput } from '../backtest/run-config.schema';
import type { ExchangeSeries } from '../market/exchange/exchange.schema';
import { exchangeIntervals } from '../market/exchange/exchange.schema';
import type { Candle } from '../market/exchange/exchange-port';
import { fingerprintBars } from '../market/fingerprint';
import { LiveColumns } from './live-columns';
import { type PaperEvent, type PaperStarted, paperLogVersion } from './paper-event';

/** What a session begins with. */
export interface PaperBeginning {
  readonly series: ExchangeSeries;
  readonly market: PaperStarted['market'];
  readonly config: RunConfigInput;
  /** Closed bars before the first decision, oldest first. */
  readonly warmup: readonly Candle[];
  /** UTC epoch ms. */
  readonly at: number;
}

/**
 * The first entries of a log: the session and the bars of its warm-up.
 * @throws {ConfigError} for a config that can't be run; {DataError} for bars out of order
 */
export async function firstEvents(beginning: PaperBeginning): Promise<readonly PaperEvent[]> {
  const { series, market, warmup, at } = beginning;
  const config = paperConfig(beginning.config);
  const bars = new LiveColumns();
  for (const candle of warmup) bars.push(candle);
  const intervalMs = exchangeIntervals[series.interval];
  const last = warmup.at(-1);
  const from = last === undefined ? null : last[0] + intervalMs;
  const started: PaperStarted = {
    kind: 'started',
    version: paperLogVersion,
    at,
    series,
    market,
    config: { ...config, period: { from, to: null, split: null } },
    warmup: {
      bars: warmup.length,
      from: warmup[0]?.[0] ?? at,
      to: from ?? at,
      fingerprint: last === undefined ? null : await fingerprintBars(bars.copied(), intervalMs),
    },
  };
  if (last === undefined) return [started];
  return [started, { kind: 'bars', how: 'warm-up', candles: warmup, at, delayMs: null }];
}

/**
 * A config as a session keeps it: defaults filled in, and without what only a look back has: a period, a benchmark's
 * data, the record of another session.
 */
export function paperConfig(input: RunConfigInput): RunConfig {
  const { config } = resolveConfig(input);
  const { statistics } = config;
  return {
    ...config,
    period: { from: null, to: null, split: null },
    live: { away: [], commands: [] },
    statistics: {
      ...statistics,
      benchmark: statistics.benchmark.kind === 'data' ? { kind: 'hold' } : statistics.benchmark,
    },
  };
}
