import { describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import type { KeyFigures } from '../../../lib/analytics/run-result';
import { testStore } from '../../support/kernels';
import { barsOf, dayMs, free, one, prices, runOf, trades } from './run-fixture';

await testStore();

const start = Date.UTC(2020, 0, 1);
const at = (bar: number): number => start + bar * dayMs;
const bars = barsOf({ open: prices });

describe('a measured period', () => {
  // Long 2 from bar 6 (100) to bar 8 (80) and flat after: −40 on 1,000. Measured from bar 5 on.
  const fills = [
    { bar: 6, signed: 2 },
    { bar: 8, signed: -2 },
  ];
  const run = runOf(bars, fills, { account: free, period: { from: at(5) } });
  const result = buildRunResult(run, one);

  it('has the figures of its own bars', () => {
    expect(result.period).toEqual({ firstBar: 5, splitBar: null, endBar: 10 });
    expect(result.samples).toBeNull();
    expect(result.annualisation.periods).toBe(4);
    expect(result.figures.totalReturn.value).toBeCloseTo(-0.04, 12);
    // In the market at the closes of bars 6 and 7 of 5 … 9.
    expect(result.figures.exposure.value).toBeCloseTo(2 / 5, 12);
    expect(result.figures.timeUnderWater.value).toBeCloseTo(3 / 5, 12);
    // 2 · 100 / 1,000, 2 · 90 / 980, then nothing.
    expect(result.figures.averageLeverage.value).toBeCloseTo((0.2 + 180 / 980) / 5, 12);
    expect(result.figures.maxLeverage.value).toBeCloseTo(0.2, 12);
  });

  it('buys the benchmark at its first open and keeps the capital before it', () => {
    const { benchmark, benchmarkDrawdown, drawdown } = result.curves;
    expect([...benchmark.subarray(0, 5)]).toEqual([1000, 1000, 1000, 1000, 1000]);
    expect(benchmark[5]).toBeCloseTo(1000, 9);
    expect(benchmark[8]).toBeCloseTo((1000 / 120) * 80, 9);
    expect(result.benchmark.totalReturn.value).toBeCloseTo(100 / 120 - 1, 12);
    expect(drawdown.length).toBe(10);
    expect([...drawdown.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...benchmarkDrawdown.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
    expect(benchmarkDrawdown[8]).toBeCloseTo(80 / 120 - 1, 12);
  });

  it('begins its calendar and its drawdowns with its first bar', () => {
    const long = Array.from({ length: 70 }, (_, i) => 100 + i);
    const later = runOf(barsOf({ open: long }), [{ bar: 41, signed: 1 }], {
      account: free,
      period: { from: at(40) },
    });
    const { monthly } = buildRunResult(later, one);
    // Bar 40 is 10 February.
    expect(monthly.years[0]!.months[0]).toBeNull();
    expect(monthly.years[0]!.months[1]).not.toBeNull();
    const falling = runOf(bars, [{ bar: 5, signed: 1 }], {
      account: free,
      period: { from: at(4) },
    });
    expect(buildRunResult(falling, one).drawdowns[0]).toMatchObject({ peakBar: 5, troughBar: 8 });
  });

  it('gives what a run over those bars alone gives', () => {
    const cut = barsOf({ open: prices.slice(5) });
    const alone = buildRunResult(
      runOf(
        { ...cut, time: bars.time.slice(5) },
        fills.map((fill) => ({ ...fill, bar: fill.bar - 5 })),
        { account: free },
      ),
      one,
    );
    expect(result.figures).toEqual(alone.figures);
    expect(result.benchmark).toEqual(alone.benchmark);
  });
});

describe('a split', () => {
  // Bars 1–3 long 2 (+20), bars 5–7 short 1 (+30), from bar 8 on long 3 (+60): the split before bar 6.
  const run = runOf(bars, trades, { account: free, period: { split: at(6) } });
  const { figures, samples, period } = buildRunResult(run, one);

  it('measures both parts on their own bars', () => {
    expect(period.splitBar).toBe(6);
    // Equity: 1000, 1000, 1010, 1020, 1020, 1020 | 1040, 1050, 1050, 1110.
    expect(samples!.inSample.totalReturn.value).toBeCloseTo(0.02, 12);
    expect(samples!.inSample.finalEquity.value).toBeCloseTo(1020, 9);
    expect(samples!.outOfSample.totalReturn.value).toBeCloseTo(1110 / 1020 - 1, 12);
    expect(samples!.outOfSample.netProfit.value).toBeCloseTo(90, 9);
    expect(samples!.outOfSample.finalEquity.value).toBeCloseTo(1110, 9);
    expect(samples!.inSample.exposure.value).toBeCloseTo(3 / 6, 12);
    expect(samples!.outOfSample.exposure.value).toBeCloseTo(3 / 4, 12);
  });

  it('gives the first return of the second part to it: both parts compound to the whole', () => {
    const growth = (f: KeyFigures): number => 1 + f.totalReturn.value!;
    expect(growth(samples!.inSample) * growth(samples!.outOfSample)).toBeCloseTo(
      growth(figures),
      12,
    );
    // Four returns, 20/1020, 10/1040, 0 and 60/1050, over a year of the whole run's periods.
    const returns = [20 / 1020, 10 / 1040, 0, 60 / 1050];
    const mean = returns.reduce((sum, r) => sum + r, 0) / 4;
    const deviation = Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 3);
    const { periodsPerYear } = buildRunResult(run, one).annualisation;
    expect(samples!.outOfSample.sharpe.value).toBeCloseTo(
      (mean / deviation) * Math.sqrt(periodsPerYear),
      9,
    );
  });

  it('counts a trade where it was entered', () => {
    const count = (f: KeyFigures) => [f.closedTrades.value, f.openTrades.value];
    expect(count(samples!.inSample)).toEqual([2, 0]);
    expect(count(samples!.outOfSample)).toEqual([0, 1]);
    expect(samples!.inSample.averageWin.value).toBeCloseTo(25, 9);
  });

  it('shares out what was paid by the bar it was paid at', () => {
    const account = { capital: 1000, feeBps: 10, slippageBps: 20, halfSpreadBps: 5 };
    const paid = buildRunResult(runOf(bars, trades, { account, period: { split: at(6) } }), one);
    for (const id of ['costsPaid', 'feesPaid', 'slippagePaid', 'spreadPaid'] as const) {
      expect(paid.samples!.inSample[id].value! + paid.samples!.outOfSample[id].value!).toBeCloseTo(
        paid.figures[id].value!,
        9,
      );
    }
  });

  it('leaves a part without trades or a position without returns', () => {
    const early = runOf(bars, trades.slice(0, 2), { account: free, period: { split: at(6) } });
    const parts = buildRunResult(early, one).samples!;
    expect(parts.outOfSample.sharpe).toEqual({ value: null, reason: 'no trades in this part' });
    expect(parts.outOfSample.beta.value).toBeNull();
    expect(parts.outOfSample.finalEquity.value).toBeCloseTo(1020, 9);
    const held = runOf(bars, trades.slice(0, 1), { account: free, period: { split: at(6) } });
    expect(buildRunResult(held, one).samples!.outOfSample.totalReturn.value).toBeCloseTo(
      1000 / 1040 - 1,
      12,
    );
  });

  it('leaves a part that begins with nothing without returns', () => {
    const ruined = runOf(bars, [{ bar: 1, signed: -100 }], {
      account: free,
      period: { split: at(6) },
    });
    const { inSample, outOfSample } = buildRunResult(ruined, one).samples!;
    expect(outOfSample.totalReturn).toEqual({
      value: null,
      reason: 'nothing was left in the account before this part',
    });
    expect(inSample.averageLeverage.reason).toBe(
      'equity fell to zero or below while a position was held',
    );
  });

  it('of intraday bars between two days gives each day to one part', () => {
    const hourMs = 3_600_000;
    const open = Array.from({ length: 96 }, (_, i) => 100 + (i % 7));
    const hourly = barsOf({ open }, { intervalMs: hourMs });
    const split = start + 48 * hourMs;
    const parts = buildRunResult(
      runOf(hourly, [{ bar: 1, signed: 3 }], { account: free, period: { split } }),
      one,
    ).samples!;
    // Days end at bars 23, 47, 71, 95: one return before the split, two from it on.
    expect(parts.inSample.sharpe.reason).toBe('1 return, at least 2 are needed');
    expect(parts.outOfSample.volatility.value).not.toBeNull();
  });
});

describe('benchmarks', () => {
  const run = (benchmark: object, more = {}) =>
    runOf(bars, trades, { account: free, statistics: { benchmark } as never }, more);

  it('of other data hold those from their first open', () => {
    const other = barsOf(
      { open: [50, 50, 50, 50, 50, 50, 50, 50, 50, 75] },
      { instrument: { ...bars.instrument, name: 'Other' } },
    );
    const data = { kind: 'sample', id: 'other' } as never;
    const result = buildRunResult(run({ kind: 'data', data }, { benchmark: other }), one);
    expect(result.benchmarkLabel).toBe('Buy and hold Other');
    expect(result.benchmark.totalReturn.value).toBeCloseTo(0.5, 12);
    expect(result.curves.benchmark[8]).toBeCloseTo(1000, 9);
  });

  it('of cash grow by their rate over calendar time and have no beta', () => {
    const result = buildRunResult(run({ kind: 'cash', rate: 0.04 }), one);
    expect(result.benchmarkLabel).toBe('Cash at 4%');
    expect(result.curves.benchmark[0]).toBe(1000);
    expect(result.curves.benchmark[9]).toBeCloseTo(1000 * 1.04 ** (9 / 365.25), 9);
    for (const id of ['alpha', 'beta', 'correlation', 'upCapture', 'downCapture'] as const) {
      expect(result.figures[id]).toEqual({ value: null, reason: 'the benchmark is cash' });
    }
    expect(result.figures.trackingError.value).toBeGreaterThan(0);
    expect(result.benchmark.cagr.value).toBeGreaterThan(0.03);
    expect(result.benchmark.maxDrawdown.value).toBe(0);
    expect(result.benchmark.sharpe.value).toBeNull();
    expect(result.benchmark.volatility.value).toBeNull();
  });

  it('that stand still leave what is divided by their moves without value', () => {
    const flat = barsOf({ open: new Array<number>(10).fill(100) });
    const result = buildRunResult(runOf(flat, trades, { account: free }), one);
    expect(result.benchmarkLabel).toBe('Buy and hold');
    expect(result.figures.beta.reason).toBe('the benchmark never varies');
    expect(result.figures.upCapture.reason).toBe('the benchmark never rose');
    expect(result.figures.trackingError.value).toBe(0);
  });
});
