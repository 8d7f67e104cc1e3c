import { describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import type { BarIndex, OrderId } from '../../../lib/core/nominal';
import { testStore } from '../../support/kernels';
import { barsOf, dayMs, free, one, prices, runOf, trades } from './run-fixture';

await testStore();

describe('honesty notes', () => {
  const ids = (run: ReturnType<typeof runOf>, options = one) =>
    buildRunResult(run, options).honesty.map((note) => note.id);
  const bars = barsOf({ open: prices });

  it('name few trades with the interval of the win rate', () => {
    const { honesty } = buildRunResult(runOf(bars, trades), one);
    expect(honesty.find((note) => note.id === 'few-trades')).toEqual({
      id: 'few-trades',
      lead: '2 closed trades',
      text: 'is few: the true win rate may be anywhere from 34 to 100%.',
    });
  });

  it('name one trade that makes the profit, and a last one that is only marked', () => {
    const { honesty } = buildRunResult(runOf(bars, trades, { account: free }), one);
    const text = new Map(honesty.map((note) => [note.id, `${note.lead} ${note.text}`]));
    expect(text.get('one-trade')).toBe('One trade makes 55% of the profit.');
    expect(text.get('trailing-open')).toContain('is open and marked at the last close');
  });

  it('name free trading, comparison fills and a short history', () => {
    const found = ids(runOf(bars, trades, { account: { ...free, fill: 'close' } }));
    expect(found).toEqual(expect.arrayContaining(['costs-zero', 'close-fill', 'short-history']));
    expect(ids(runOf(bars, trades))).not.toContain('costs-zero');
  });

  it('name an index, a synthetic market, and many trials', () => {
    const index = { ...bars.instrument, assetClass: 'index' as const };
    expect(ids(runOf({ ...bars, instrument: index }, trades))).toContain('no-dividends');
    const source = { kind: 'synthetic' as const, config: {}, asset: 0 };
    expect(ids(runOf({ ...bars, source }, trades))).toContain('synthetic');
    expect(ids(runOf(bars, trades), { trialSharpes: new Array(12).fill(0.1) })).toContain(
      'many-trials',
    );
    expect(ids(runOf(bars, trades))).not.toContain('many-trials');
  });

  it('count refused orders with their reasons in words', () => {
    const order = (reason: string, status: 'rejected' | 'skipped') => ({
      order: 0 as OrderId,
      name: 'x',
      decidedAt: 4 as BarIndex,
      status,
      filled: 0,
      reason,
    });
    const orders = [
      order('leverage', 'rejected'),
      order('lot', 'rejected'),
      order('band', 'skipped'),
    ];
    const result = buildRunResult(runOf(bars, trades, {}, { orders }), one);
    expect(result.refusedOrders).toEqual([
      { bar: 4, reason: 'over the leverage limit' },
      { bar: 4, reason: 'less than one lot' },
    ]);
    expect(result.honesty.at(-1)).toEqual({
      id: 'refused-orders',
      lead: '2 orders',
      text: 'were refused: over the leverage limit (1), less than one lot (1).',
    });
  });

  it('count an order cut to nothing as refused, but not one of which a part was filled', () => {
    const order = (filled: number) => ({
      order: 0 as OrderId,
      name: 'x',
      decidedAt: 4 as BarIndex,
      status: 'cancelled' as const,
      filled,
      reason: 'cash',
    });
    const { refusedOrders } = buildRunResult(
      runOf(bars, trades, {}, { orders: [order(0), order(2)] }),
      one,
    );
    expect(refusedOrders).toEqual([{ bar: 4, reason: 'not enough cash' }]);
  });

  it('name fills that were cut to the cash', () => {
    const noted = (strictCash: boolean) => {
      const run = runOf(bars, trades, { account: { strictCash } });
      const fills = run.ledger.fills.map((fill, i) =>
        i < 2 ? { ...fill, cut: 'cash' as const } : fill,
      );
      return textOf({ ...run, ledger: { ...run.ledger, fills } }).get('cash-cut');
    };
    expect(noted(false)).toBe('2 fills were cut to what the cash allowed: the rest was cancelled.');
    expect(noted(true)).toBe(
      '2 fills were cut to the cash and the units there were: the rest was cancelled.',
    );
    expect(ids(runOf(bars, trades))).not.toContain('cash-cut');
  });

  const textOf = (run: ReturnType<typeof runOf>, options = one) =>
    new Map(
      buildRunResult(run, options).honesty.map((note) => [note.id, `${note.lead} ${note.text}`]),
    );
  const at = (bar: number): number => Date.UTC(2020, 0, 1) + bar * dayMs;

  it('name liquidations by day and number', () => {
    const forced = [trades[0]!, { ...trades[1]!, reason: 'liquidation' as const }];
    expect(textOf(runOf(bars, forced)).get('liquidated')).toBe(
      'Liquidated on 2020-01-04: the whole position was closed at the price the margin names, and a venue may get a worse one.',
    );
    const twice = [...forced, trades[2]!, { ...trades[3]!, reason: 'liquidation-gap' as const }];
    expect(textOf(runOf(bars, twice)).get('liquidated')).toMatch(
      /^Liquidated 2 times from 2020-01-04 on:/,
    );
    expect(ids(runOf(bars, trades))).not.toContain('liquidated');
  });

  it('name bars without a funding rate', () => {
    const without = (withoutRate: number) =>
      textOf(runOf(bars, trades, {}, { fundingCoverage: { bars: 1200, withoutRate } }));
    expect(without(1000).get('funding-gaps')).toBe(
      'No funding rate is known at 1,000 of 1,200 bars: nothing is charged there.',
    );
    expect(without(0).has('funding-gaps')).toBe(false);
  });

  it('name fills that were cut to the volume', () => {
    const run = runOf(bars, trades);
    const fills = run.ledger.fills.map((fill, i) =>
      i < 2 ? { ...fill, cut: 'participation' as const } : fill,
    );
    expect(textOf({ ...run, ledger: { ...run.ledger, fills } }).get('volume-cap')).toBe(
      '2 fills were cut to the share of volume allowed: the rest waited for later bars.',
    );
  });

  it('set the Sharpe after the split beside the one before it', () => {
    const split = (bar: number) => ({ account: free, period: { split: at(bar) } });
    const both = buildRunResult(runOf(bars, trades, split(6)), one);
    const shown = (figures: typeof both.figures) => figures.sharpe.value!.toFixed(2);
    expect(textOf(runOf(bars, trades, split(6))).get('out-of-sample')).toBe(
      `Out of sample the Sharpe is ${shown(both.samples!.outOfSample)}, before the split it was ${shown(both.samples!.inSample)}.`,
    );
    // Up 20 before the split, down 40 after it.
    const fills = [
      { bar: 1, signed: 2 },
      { bar: 3, signed: -2 },
      { bar: 6, signed: 2 },
      { bar: 8, signed: -2 },
    ];
    expect(textOf(runOf(bars, fills, split(5))).get('out-of-sample')).toMatch(
      /the Sharpe is −\d.*: less than half of it held up\.$/,
    );
    expect(textOf(runOf(bars, trades.slice(0, 2), split(6))).get('out-of-sample')).toBe(
      'Out of sample nothing can be said: no trades in this part.',
    );
  });

  it('name fills on wide bars where slippage is the same on all of them', () => {
    const open = new Array<number>(100).fill(100);
    const high = open.map((_, i) => (i % 5 === 0 ? 110 : 101));
    const wide = barsOf({ open, high });
    const fills = Array.from({ length: 20 }, (_, i) => ({
      bar: 5 * i,
      signed: i % 2 === 0 ? 1 : -1,
    }));
    // 10 % against (10 + 4 · 1) / 5 = 2.8 % on average.
    expect(textOf(runOf(wide, fills)).get('wide-bars')).toBe(
      'Fills fall on wide bars 3.6 times as wide as usual on average, yet slippage is the same on all of them.',
    );
    const growing = runOf(wide, fills, { account: { slippageModel: 'volatility' } });
    expect(ids(growing)).not.toContain('wide-bars');
    const calm = fills.map((fill) => ({ ...fill, bar: fill.bar + 1 }));
    expect(ids(runOf(wide, calm))).not.toContain('wide-bars');
  });

  it('add to many settings that the period was chosen too', () => {
    const options = { trialSharpes: new Array<number>(12).fill(0.1) };
    const chosen = runOf(bars, trades.slice(2), { period: { from: at(4) } });
    expect(textOf(chosen, options).get('many-trials')).toBe(
      '12 settings of this strategy were tried on this data and the period was chosen: the best of them looks better than it is.',
    );
    expect(textOf(runOf(bars, trades), options).get('many-trials')).not.toContain('period');
  });

  it('count the measured bars of a short history', () => {
    const run = runOf(bars, trades.slice(2), { period: { from: at(4) } });
    expect(textOf(run).get('short-history')).toMatch(/^Short history of 6 bars/);
  });

  it('are silent about a long, costed, many-trade run', () => {
    const open = Array.from({ length: 900 }, (_, i) => 100 + (i % 3));
    const fills = Array.from({ length: 298 }, (_, i) => [
      { bar: 3 * i, signed: i % 2 === 0 ? 1 : -1 },
      { bar: 3 * i + 2, signed: i % 2 === 0 ? -1 : 1 },
    ]).flat();
    expect(ids(runOf(barsOf({ open }), fills))).toEqual([]);
  });
});
