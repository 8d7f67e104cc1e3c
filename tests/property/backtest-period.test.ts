import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BacktestRun } from '../../lib/backtest/backtest-run';
import { resolveRun } from '../../lib/backtest/resolve-run';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import { runSession } from '../../lib/backtest/run-session';
import { uncontrolled } from '../../lib/core/job';
import { newColumnStore } from '../../lib/kernels/runtime';
import type { Bars } from '../../lib/market/bars';
import { walkBars, walkColumns } from '../support/bars';
import { loadKernels, withColumns } from '../support/sessions';
import { protectionCases, sizingCases, strategyCases } from '../support/strategy-cases';

const length = 160;
const pick = <T>(from: readonly T[]) => fc.constantFrom(...from);
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const paths = pick(['column', 'stepped'] as const);
/** First and last measured bar, at least two apart. */
const limits = fc
  .tuple(fc.integer({ min: 0, max: length - 2 }), fc.integer({ min: 2, max: length }))
  .map(([first, span]) => ({ first, end: Math.min(length, first + span) }));

const period = (bars: Bars, { first, end }: { first: number; end: number }) => ({
  from: bars.time[first]!,
  to: end === bars.length ? null : bars.time[end]!,
});

/** Bars in `[from, to)` replaced by others at another price. */
async function altered(bars: Bars, seed: number, from: number, to: number): Promise<Bars> {
  const other = walkColumns(bars.length, seed + 1);
  const changed: Record<string, Float64Array> = {};
  for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
    const column = bars[field].slice();
    for (let i = from; i < to; i++) column[i] = 3 * other[field][i]!;
    changed[field] = column;
  }
  return withColumns(bars, changed);
}

/** Signals and targets of a config, as its session keeps them. */
async function decided(bars: Bars, config: RunConfigInput, path: 'column' | 'stepped') {
  const run = resolveRun(bars, config);
  const session = await runSession(newColumnStore(), { ...run, path }, uncontrolled);
  return session.trace.decoded(run.bars.length);
}

const done = (run: BacktestRun) => ({
  fills: run.ledger.fills,
  equity: run.ledger.equity,
  cash: run.ledger.cash,
  position: run.ledger.position,
});

describe('a run over a period', () => {
  beforeAll(loadKernels);

  it('that ends at t is the beginning of the whole run', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        fc.integer({ min: 2, max: length - 1 }),
        pick(strategyCases),
        pick(sizingCases),
        pick(protectionCases),
        paths,
        async (seed, end, { strategy }, sizing, protection, path) => {
          const bars = await walkBars(length, seed);
          const config = { strategy, sizing, protection };
          const whole = await runBacktest(bars, config, { path });
          const to = bars.time[end]!;
          const part = await runBacktest(bars, { ...config, period: { to } }, { path });
          expect(part.ledger.fills).toEqual(whole.ledger.fills.filter((fill) => fill.bar < end));
          expect(part.ledger.equity).toEqual(whole.ledger.equity.slice(0, end));
          expect(part.identity.dataFingerprint).toBe(whole.identity.dataFingerprint);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('does not see what comes after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        limits,
        pick(strategyCases),
        pick(sizingCases),
        async (seed, limit, { strategy }, sizing) => {
          const bars = await walkBars(length, seed);
          const later = await altered(bars, seed, limit.end, length);
          const config = { strategy, sizing, period: period(bars, limit) };
          const [before, after] = [
            await runBacktest(bars, config),
            await runBacktest(later, config),
          ];
          expect(done(after)).toEqual(done(before));
          expect(after.identity.ledgerHash).toBe(before.identity.ledgerHash);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('holds its capital before its first bar and trades on no decision made there', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        limits,
        pick(strategyCases),
        pick(sizingCases),
        pick(protectionCases),
        async (seed, limit, { strategy }, sizing, protection) => {
          const bars = await walkBars(length, seed);
          const config = { strategy, sizing, protection, period: period(bars, limit) };
          const { ledger } = await runBacktest(bars, config);
          for (let i = 0; i <= limit.first; i++) expect(ledger.equity[i]).toBe(100_000);
          for (const fill of ledger.fills) expect(fill.bar).toBeGreaterThan(limit.first);
          for (const order of ledger.orders) {
            expect(order.decidedAt).toBeGreaterThanOrEqual(limit.first);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('decides what the whole run decides there, from the first bar on', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        limits,
        pick(strategyCases),
        paths,
        async (seed, limit, { strategy }, path) => {
          const bars = await walkBars(length, seed);
          const whole = await decided(bars, { strategy }, path);
          const part = await decided(bars, { strategy, period: period(bars, limit) }, path);
          const { first, end } = limit;
          const inForce = whole.signals
            .subarray(0, first + 1)
            .findLast((signal) => !Number.isNaN(signal));
          expect(part.signals.subarray(0, first).every(Number.isNaN)).toBe(true);
          expect(part.signals[first]).toBe(inForce ?? Number.NaN);
          expect(part.signals.subarray(first + 1)).toEqual(whole.signals.subarray(first + 1, end));
        },
      ),
      { numRuns: 120 },
    );
  });

  it('does not depend on the bars before it where its strategy does not', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, limits, pick(protectionCases), async (seed, limit, protection) => {
        const bars = await walkBars(length, seed);
        const earlier = await altered(bars, seed, 0, limit.first);
        const strategy = { id: 'buy-and-hold', params: {} };
        const config = { strategy, protection, period: period(bars, limit) };
        const [before, after] = [
          await runBacktest(bars, config),
          await runBacktest(earlier, config),
        ];
        expect(done(after)).toEqual(done(before));
      }),
      { numRuns: 40 },
    );
  });
});
