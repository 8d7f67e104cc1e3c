import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeProfit } from '../../lib/analytics/attribution';
import { buildRunResult, trialSharpeOf } from '../../lib/analytics/build-run-result';
import { explainTrade } from '../../lib/analytics/explain-trade';
import { runBacktest } from '../../lib/backtest/run-backtest';
import { barsBefore } from '../../lib/backtest/run-period';
import { walkBars } from '../support/bars';
import { testStore } from '../support/kernels';

await testStore();

const fraction = fc.double({ min: 0.005, max: 0.05, noNaN: true });

const anyConfig = fc.record({
  strategy: fc.constantFrom(
    { id: 'buy-and-hold', params: {} },
    { id: 'sma-cross', params: { fast: 5, slow: 20, allowShort: true } },
    { id: 'rsi-reversion', params: {} },
    { id: 'donchian-breakout', params: {} },
  ),
  account: fc
    .record({
      feeBps: fc.double({ min: 0, max: 20, noNaN: true }),
      slippageBps: fc.double({ min: 0, max: 20, noNaN: true }),
      halfSpreadBps: fc.double({ min: 0, max: 20, noNaN: true }),
      feeFixed: fc.double({ min: 0, max: 5, noNaN: true }),
      lot: fc.constantFrom(0, 1, 0.1),
      maxLeverage: fc.constantFrom(1, 3),
      borrowShort: fc.constantFrom(0, 0.05),
      borrowCash: fc.constantFrom(0, 0.08),
      maintenance: fc.constantFrom(0, 0.25),
      funding: fc.constantFrom('none' as const, 'constant' as const),
      fundingRate: fc.constantFrom(0.0001, -0.0005),
      participation: fc.constantFrom(0, 0.5),
      slippageModel: fc.constantFrom('constant' as const, 'volatility' as const),
    })
    // No slippage can't grow: such an account is refused.
    .map((account) =>
      account.slippageBps > 0 ? account : { ...account, slippageModel: 'constant' as const },
    ),
  protection: fc.record({
    stopLoss: fc.oneof(fc.constant(0), fraction),
    trailingStop: fc.oneof(fc.constant(0), fraction),
    takeProfit: fc.oneof(fc.constant(0), fraction),
    timeStopBars: fc.constantFrom(0, 5),
  }),
});

describe('a run of the product’s own broker', () => {
  it('adds up trade by trade, cost by cost, and every trade can be explained', async () => {
    await fc.assert(
      fc.asyncProperty(anyConfig, fc.nat({ max: 1000 }), async (config, seed) => {
        const bars = await walkBars(600, seed);
        const run = await runBacktest(bars, config);
        const own = trialSharpeOf(run).value;
        const result = buildRunResult(run, { trialSharpes: own === null ? [] : [own] });
        const { capital } = run.config.account;
        const profit = attributeProfit(run.ledger, capital, bars.close.at(-1)!);
        const charged = run.ledger.carry.reduce((sum, paid) => sum + Math.abs(paid), 0);
        const scale = capital + profit.tradedValue + charged;
        const interest = run.ledger.interest.reduce((sum, paid) => sum + paid, 0);
        const net = run.ledger.equity.at(-1)! - capital;
        const summed = result.trades.reduce((sum, trade) => sum + trade.pnl, 0);
        expect(Math.abs(summed - interest - net)).toBeLessThanOrEqual(1e-9 * scale);
        expect(Math.abs(profit.gross - profit.costs - profit.carry - net)).toBeLessThanOrEqual(
          1e-9 * scale,
        );
        for (const trade of result.trades) {
          expect(trade.worst).toBeLessThanOrEqual(0);
          expect(trade.best).toBeGreaterThanOrEqual(0);
          expect(explainTrade(run, trade.number).entry.fill.bar).toBe(trade.entryBar);
        }
        const figures = Object.entries(result.figures);
        for (const [name, { value }] of figures) {
          if (value !== null) expect(Number.isFinite(value), name).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a period of the product’s own run', () => {
  it('has the figures of a run over its bars alone, where nothing has to warm up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 1000 }),
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 200, max: 300 }),
        async (seed, from, to) => {
          const bars = await walkBars(300, seed);
          const config = {
            strategy: { id: 'buy-and-hold', params: {} },
            account: { feeBps: 5, slippageBps: 3 },
          };
          const period = { from: bars.time[from]!, to: bars.time[to] ?? null };
          const part = await runBacktest(bars, { ...config, period });
          const cut = barsBefore(bars, to);
          const alone = await runBacktest(
            {
              ...cut,
              time: cut.time.slice(from),
              open: cut.open.slice(from),
              high: cut.high.slice(from),
              low: cut.low.slice(from),
              close: cut.close.slice(from),
              volume: cut.volume.slice(from),
              length: to - from,
            },
            config,
          );
          const measured = buildRunResult(part, { trialSharpes: [] });
          const whole = buildRunResult(alone, { trialSharpes: [] });
          expect(measured.figures).toEqual(whole.figures);
          expect(measured.benchmark).toEqual(whole.benchmark);
          expect(measured.monthly).toEqual(whole.monthly);
          expect([...measured.curves.equity.subarray(from)]).toEqual([...whole.curves.equity]);
          expect([...measured.curves.benchmark.subarray(from)]).toEqual([
            ...whole.curves.benchmark,
          ]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
