import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRunAnalysis } from '../../lib/analytics/build-run-analysis';
import { buildRunResult } from '../../lib/analytics/build-run-result';
import { runBacktest } from '../../lib/backtest/run-backtest';
import { walkBars } from '../support/bars';
import { testStore } from '../support/kernels';

await testStore();

const anyConfig = fc.record({
  strategy: fc.constantFrom(
    { id: 'buy-and-hold', params: {} },
    { id: 'sma-cross', params: { fast: 5, slow: 20, allowShort: true } },
    { id: 'donchian-breakout', params: {} },
  ),
  account: fc.record({
    feeBps: fc.double({ min: 0, max: 20, noNaN: true }),
    slippageBps: fc.double({ min: 0, max: 20, noNaN: true }),
    halfSpreadBps: fc.double({ min: 0, max: 20, noNaN: true }),
    maxLeverage: fc.constantFrom(1, 3),
    borrowShort: fc.constantFrom(0, 0.05),
    borrowCash: fc.constantFrom(0, 0.08),
    funding: fc.constantFrom('none' as const, 'constant' as const),
  }),
});

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);

function badNumbers(value: unknown, path: string, found: string[]): string[] {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) found.push(`${path} = ${value}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) badNumbers(item, `${path}.${key}`, found);
  }
  return found;
}

describe('the analysis of any run', () => {
  it('agrees with its key figures', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyConfig,
        fc.nat({ max: 1000 }),
        fc.constantFrom(0, 150),
        async (config, seed, skip) => {
          const bars = await walkBars(700, seed);
          const from = skip === 0 ? null : bars.time[skip]!;
          const run = await runBacktest(bars, { ...config, period: { from } });
          const { figures, trades, curves, period } = buildRunResult(run, { trialSharpes: [] });
          const analysis = buildRunAnalysis(run);
          const { capital } = run.config.account;
          const scale = 1e-9 * (capital + figures.costsPaid.value!);

          const growth = analysis.yearly.reduce((product, year) => product * (1 + year.run!), 1);
          expect(growth * capital).toBeCloseTo(curves.equity.at(-1)!, 5);

          const { fees, slippage, spread, carry } = analysis.costs;
          const last = [fees, slippage, spread].map((values) => values.at(-1)!);
          expect(Math.abs(sum(last) - figures.costsPaid.value!)).toBeLessThanOrEqual(scale);
          expect(Math.abs(carry.at(-1)! - figures.carryPaid.value!)).toBeLessThanOrEqual(scale);

          const closed = trades.filter((trade) => trade.exitBar !== null);
          const won = sum(closed.map((trade) => trade.pnl));
          for (const buckets of Object.values(analysis.profitBy)) {
            expect(Math.abs(sum(buckets.map((b) => b.profit)) - won)).toBeLessThanOrEqual(scale);
            expect(sum(buckets.map((b) => b.trades))).toBe(figures.closedTrades.value);
            expect(sum(buckets.map((b) => b.wins)) / Math.max(1, closed.length)).toBeCloseTo(
              figures.winRate.value ?? 0,
              12,
            );
          }

          expect(sum(analysis.durations.counts)).toBe(closed.length);
          expect(sum(analysis.tradeReturns.counts)).toBe(closed.length);
          expect(sum(analysis.returns.counts)).toBe(analysis.returns.n);
          for (const shape of [analysis.returns, analysis.tradeReturns, analysis.durations]) {
            expect(shape.counts.length).toBe(Math.max(0, shape.edges.length - 1));
            expect(shape.counts.length).toBeLessThanOrEqual(60);
          }

          const most = Math.max(0, ...analysis.exposure.leverage.map(Math.abs));
          expect(most).toBeLessThanOrEqual(figures.maxLeverage.value! * (1 + 1e-12));
          expect(analysis.exposure.bar[0]).toBe(period.firstBar);
          expect(badNumbers(analysis, 'analysis', [])).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
