import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExtraData } from '../../lib/backtest/extra-data';
import { runBacktest } from '../../lib/backtest/run-backtest';
import type { RunConfigInput } from '../../lib/backtest/run-config.schema';
import type { BarColumns, Bars } from '../../lib/market/bars';
import { bothPathsProperty } from '../reference/both-paths';
import { walkBars, walkColumns } from '../support/bars';
import { loadKernels, openSession, stepThrough, withColumns } from '../support/sessions';
import { hourlyCases, protectionCases, sizingCases } from '../support/strategy-cases';

const length = 160;
/** Without terms of its own, and with all that look at volume, volatility and what is carried. */
const accountCases: readonly NonNullable<RunConfigInput['account']>[] = [
  {},
  {
    slippageModel: 'volatility',
    slippageExponent: 2,
    participation: 0.05,
    maintenance: 0.3,
    borrowShort: 0.2,
    funding: 'constant',
    fundingRate: 0.001,
  },
];
const pick = <T>(from: readonly T[]) => fc.constantFrom(...from);

/** Signals and targets up to and with the close of bar `t`. */
function decisions(
  bars: Bars,
  config: RunConfigInput,
  extra: ExtraData,
  path: 'column' | 'stepped',
  t: number,
) {
  const session = openSession(bars, config, { extra });
  if (path === 'column') session.advance(0, bars.length);
  else stepThrough(session, bars);
  return session.trace.decoded(t + 1);
}

describe('a backtest', () => {
  beforeAll(loadKernels);

  it('keeps every fill up to t when any later bar changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 10, max: length - 2 }),
        pick(hourlyCases),
        pick(sizingCases),
        pick(protectionCases),
        pick(['column', 'stepped'] as const),
        pick(accountCases),
        async (seed, t, { strategy, extra }, sizing, protection, path, account) => {
          const bars = await walkBars(length, seed);
          const other = walkColumns(length, seed + 1);
          const changed: Record<string, Float64Array> = {};
          for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
            const column = bars[field].slice();
            for (let i = t + 1; i < length; i++) column[i] = 3 * other[field][i]!;
            changed[field] = column;
          }
          const later = await withColumns(bars, changed as Partial<BarColumns>);
          const config = { strategy, sizing, protection, account };
          const before = await runBacktest(bars, config, { path, extra });
          const after = await runBacktest(later, config, { path, extra });
          const upTo = (run: typeof before) => run.ledger.fills.filter((fill) => fill.bar <= t);
          expect(upTo(after)).toEqual(upTo(before));
          expect(after.ledger.equity.slice(0, t + 1)).toEqual(before.ledger.equity.slice(0, t + 1));
          // Fills at t were decided before t; what is decided at the close of t must not know more either.
          expect(decisions(later, config, extra, path, t)).toEqual(
            decisions(bars, config, extra, path, t),
          );
        },
      ),
      { numRuns: 120 },
    );
  });

  it('keeps every fill before its end when bars are cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 2, max: length - 1 }),
        pick(hourlyCases),
        pick(sizingCases),
        async (seed, end, { strategy, extra }, sizing) => {
          const bars = await walkBars(length, seed);
          const cut = await withColumns(bars, {
            time: bars.time.slice(0, end),
            open: bars.open.slice(0, end),
            high: bars.high.slice(0, end),
            low: bars.low.slice(0, end),
            close: bars.close.slice(0, end),
            volume: bars.volume.slice(0, end),
          });
          const whole = await runBacktest(bars, { strategy, sizing }, { extra });
          const part = await runBacktest(cut, { strategy, sizing }, { extra });
          expect(part.ledger.fills).toEqual(whole.ledger.fills.filter((fill) => fill.bar < end));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the same ledger by columns and bar by bar', async () => {
    await fc.assert(bothPathsProperty(length), { numRuns: 200 });
  });
});
