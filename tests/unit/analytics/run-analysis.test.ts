import { describe, expect, it } from 'vitest';
import { distribution } from '../../../lib/analytics/analysis/distribution';
import { durations } from '../../../lib/analytics/analysis/durations';
import { profitBuckets } from '../../../lib/analytics/analysis/profit-buckets';
import { spacedBars } from '../../../lib/analytics/analysis/spaced-bars';
import { buildRunAnalysis } from '../../../lib/analytics/build-run-analysis';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import type { TradeRow } from '../../../lib/analytics/run-result';
import { atOnce } from '../../../lib/core/sliced-work';
import { testStore } from '../../support/kernels';
import { barsOf, dayMs, free, one, prices, runOf, trades } from './run-fixture';

await testStore();

const bars = barsOf({ open: prices });
const analysis = buildRunAnalysis(runOf(bars, trades, { account: free }));

/** A sawtooth that climbs: enough days for windows and a cone. */
const long = barsOf({ open: Array.from({ length: 400 }, (_, i) => 100 + i / 5 + (i % 7)) });
const heldLong = runOf(long, [{ bar: 1, signed: 5 }], { account: free });

describe('evenly spaced bars', () => {
  it('are all of them, or as many as asked for with the first and the last', () => {
    expect([...spacedBars(2, 5)]).toEqual([2, 3, 4]);
    expect([...spacedBars(0, 11, 3)]).toEqual([0, 5, 10]);
    expect([...spacedBars(0, 7, 1)]).toEqual([6]);
    expect([...spacedBars(3, 3)]).toEqual([]);
  });
});

describe('years', () => {
  it('have the returns of the calendar, the benchmark’s beside them', () => {
    const { yearly } = buildRunAnalysis(heldLong);
    const { monthly, benchmark } = buildRunResult(heldLong, one);
    expect(yearly.map(({ year, run }) => [year, run])).toEqual(
      monthly.years.map(({ year, total }) => [year, total]),
    );
    const compound = yearly.reduce((growth, year) => growth * (1 + year.benchmark!), 1);
    expect(compound - 1).toBeCloseTo(benchmark.totalReturn.value!, 12);
  });
});

describe('rolling windows', () => {
  it('are half a year long and end with the last return', () => {
    const { rolling } = buildRunAnalysis(heldLong);
    // 365 periods a year; 399 returns hold windows that end at 182 … 398.
    expect(rolling.window).toBe(183);
    expect(rolling.time.length).toBe(399 - 183 + 1);
    expect(rolling.time.at(-1)).toBe(long.time[399]);
    expect(rolling.sharpe.every((value) => value !== null)).toBe(true);
  });

  it('have no point without one whole window', () => {
    expect(analysis.rolling).toEqual({
      window: 20,
      time: [],
      sharpe: [],
      volatility: [],
      beta: [],
    });
  });

  it('have no Sharpe and no beta where nothing moved', () => {
    const flat = barsOf({ open: new Array<number>(60).fill(100) });
    const { rolling } = buildRunAnalysis(runOf(flat, [{ bar: 1, signed: 1 }], { account: free }));
    expect(rolling.sharpe.every((value) => value === null)).toBe(true);
    expect(rolling.beta.every((value) => value === null)).toBe(true);
    expect(rolling.volatility.every((value) => value === 0)).toBe(true);
  });

  it('have no beta beside cash', () => {
    const statistics = { benchmark: { kind: 'cash', rate: 0.03 } } as never;
    const run = runOf(long, [{ bar: 1, signed: 5 }], { account: free, statistics });
    expect(buildRunAnalysis(run).rolling.beta.every((value) => value === null)).toBe(true);
  });
});

describe('a distribution', () => {
  const of = (values: readonly number[]) => atOnce(distribution(values));

  it('has 0 as an edge, so that no bin holds gains and losses', () => {
    const found = of([-0.03, -0.01, -0.005, 0.002, 0.01, 0.02, 0.04]);
    expect(found.edges).toContain(0);
    expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(7);
    const zero = found.edges.indexOf(0);
    expect(found.counts.slice(0, zero).reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it('has bins of Freedman and Diaconis’ width', () => {
    // 0 … 26: quartiles 6.5 and 19.5, n^(1/3) = 3: 2 · 13 / 3.
    const found = of(Array.from({ length: 27 }, (_, i) => i));
    expect(found.edges[1]! - found.edges[0]!).toBeCloseTo(26 / 3, 12);
    expect(found.counts).toEqual([9, 9, 8, 1]);
  });

  it('has at most 60 bins however far the tails reach', () => {
    const tails = [...Array.from({ length: 999 }, (_, i) => (i % 10) / 1000), 50];
    const found = of(tails);
    expect(found.counts.length).toBeLessThanOrEqual(60);
    expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
  });

  it('expects of a normal the counts its mean and deviation give', () => {
    const found = of([-1, 0, 0, 0, 1]);
    // Deviation √(2 / 4); quartiles are equal, so the width is 2 / √5 and the edges 0 and ±0.894, …
    expect(found.mean.value).toBe(0);
    expect(found.deviation.value).toBeCloseTo(Math.SQRT1_2, 12);
    const half = found.edges.indexOf(0);
    const above = found.normal.slice(half).reduce((sum, count) => sum + count, 0);
    expect(above).toBeGreaterThan(2.4);
    expect(above).toBeLessThanOrEqual(2.5);
  });

  it('of one value or equal ones has one bin and no normal', () => {
    expect(of([0.01])).toMatchObject({ n: 1, counts: [1], normal: [] });
    expect(of([0.01]).deviation).toEqual({
      value: null,
      reason: 'one value, at least 2 are needed',
    });
    expect(of([0, 0, 0])).toMatchObject({ n: 3, counts: [3], normal: [] });
    expect(of([0, 0, 0]).edges[0]).toBeLessThan(0);
  });

  it('of nothing is empty, with the reason', () => {
    expect(of([])).toMatchObject({ n: 0, edges: [], counts: [], quantiles: [] });
    expect(of([]).mean).toEqual({ value: null, reason: 'no values' });
  });

  it('leaves out what is no number', () => {
    expect(of([0.1, Number.NaN, 0.2]).n).toBe(2);
  });
});

describe('excursions', () => {
  it('are those of the closed trades, each with its result', () => {
    expect(analysis.excursions.map(({ trade, bars: held }) => [trade, held])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(analysis.excursions[0]!.result).toBeCloseTo(0.1, 12);
    expect(analysis.excursions[1]!.result).toBeCloseTo(30 / 120, 12);
  });
});

describe('exposure', () => {
  it('is the signed value of the position over equity', () => {
    const { leverage, turnover, bar } = analysis.exposure;
    expect(bar).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // Long 2 at 100 on 1,000; short 1 at 120 on 1,020.
    expect(leverage[1]).toBeCloseTo(0.2, 12);
    expect(leverage[5]).toBeCloseTo(-120 / 1020, 12);
    expect(turnover[1]).toBeCloseTo(0.2, 12);
    expect(turnover.filter((value) => value > 0).length).toBe(5);
  });

  it('has no points where nothing was left', () => {
    const run = runOf(bars, [{ bar: 1, signed: -100 }], { account: free });
    const { bar, leverage } = buildRunAnalysis(run).exposure;
    // 1,000 are lost at a price of 110: bars 3, 4 and 5.
    expect(bar).toEqual([0, 1, 2, 6, 7, 8, 9]);
    expect(leverage.every(Number.isFinite)).toBe(true);
  });
});

describe('profit by entry time', () => {
  const tradeAt = (entryTime: number, pnl: number): TradeRow => ({
    ...buildRunResult(runOf(bars, trades, { account: free }), one).trades[0]!,
    entryTime,
    pnl,
  });

  it('is read on the clock of the data set’s zone', () => {
    const newYork = { intervalMs: 3_600_000, timeZone: 'America/New_York' };
    // Monday 1 June 2020, 02:30 UTC is Sunday 31 May, 22:30 in New York.
    const found = atOnce(
      profitBuckets(newYork, [
        tradeAt(Date.UTC(2020, 5, 1, 2, 30), 5),
        tradeAt(Date.UTC(2020, 5, 1, 14), -2),
      ]),
    );
    expect(found.hour[22]).toEqual({ bucket: 22, trades: 1, profit: 5, wins: 1 });
    expect(found.hour[10]).toEqual({ bucket: 10, trades: 1, profit: -2, wins: 0 });
    expect(found.weekday[6]).toMatchObject({ trades: 1, profit: 5 });
    expect(found.weekday[0]).toMatchObject({ trades: 1, profit: -2 });
    expect(found.month[4]).toMatchObject({ trades: 1, profit: 5 });
    expect(found.month[5]).toMatchObject({ trades: 1, profit: -2 });
  });

  it('keeps the date of a daily bar, whatever the zone', () => {
    const daily = { intervalMs: dayMs, timeZone: 'America/New_York' };
    const found = atOnce(profitBuckets(daily, [tradeAt(Date.UTC(2020, 5, 1), 1)]));
    expect(found.weekday[0]!.trades).toBe(1);
    expect(found.hour[0]!.trades).toBe(1);
  });

  it('has every bucket, empty ones included', () => {
    const { hour, weekday, month } = analysis.profitBy;
    expect([hour.length, weekday.length, month.length]).toEqual([24, 7, 12]);
    expect(hour.map(({ bucket }) => bucket)).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });
});

describe('durations', () => {
  it('are counted in whole bars from the shortest trade on', () => {
    // Four trades: at most 2 · √4 bins over 2 … 9, so two bars each.
    expect(durations([2, 3, 5, 9])).toEqual({ edges: [2, 4, 6, 8, 10], counts: [2, 1, 0, 1] });
    expect(durations([7])).toEqual({ edges: [7, 8], counts: [1] });
    expect(durations([])).toEqual({ edges: [], counts: [] });
  });
});

describe('the bootstrap cone', () => {
  const { cone } = buildRunAnalysis(heldLong);
  if ('reason' in cone) throw new Error(cone.reason);

  it('is the same for the same seed and another for another', () => {
    expect(buildRunAnalysis(heldLong).cone).toEqual(cone);
    const seeded = runOf(long, [{ bar: 1, signed: 5 }], { account: free, seed: 8 });
    expect(buildRunAnalysis(seeded).cone).not.toEqual(cone);
  });

  it('starts and ends with the run, its bands in order', () => {
    expect(cone.paths).toBe(1000);
    expect(cone.equity[0]).toBe(heldLong.ledger.equity[0]);
    expect(cone.equity.at(-1)).toBe(heldLong.ledger.equity.at(-1));
    expect(cone.time.at(-1)).toBe(long.time[399]);
    for (const [i] of cone.time.entries()) {
      const at = cone.bands.map((band) => band.equity[i]!);
      expect([...at].sort((a, b) => a - b)).toEqual(at);
    }
    for (const band of cone.bands) expect(band.equity[0]).toBe(heldLong.ledger.equity[0]);
  });

  it('of returns that all win never loses and never falls', () => {
    const open = Array.from({ length: 60 }, (_, i) => 100 + i);
    const run = runOf(barsOf({ open }), [{ bar: 0, signed: 5 }], { account: free });
    const climbing = buildRunAnalysis(run).cone;
    if ('reason' in climbing) throw new Error(climbing.reason);
    expect(climbing.probabilityOfLoss).toBe(0);
    expect(climbing.maxDrawdown.map(({ value }) => value)).toEqual([0, 0, 0]);
  });

  it('is left out with the reason', () => {
    expect(analysis.cone).toEqual({ reason: '9 returns, at least 20 are needed' });
    const flat = barsOf({ open: new Array<number>(60).fill(100) });
    expect(buildRunAnalysis(runOf(flat, [])).cone).toEqual({ reason: 'the returns never vary' });
  });
});
