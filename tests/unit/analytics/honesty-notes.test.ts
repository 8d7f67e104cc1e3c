import { describe, expect, it } from 'vitest';
import { buildRunResult } from '../../../lib/analytics/build-run-result';
import type { BarIndex, OrderId } from '../../../lib/core/nominal';
import { testStore } from '../../support/kernels';
import { barsOf, free, one, prices, runOf, trades } from './run-fixture';

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

  it('are silent about a long, costed, many-trade run', () => {
    const open = Array.from({ length: 900 }, (_, i) => 100 + (i % 3));
    const fills = Array.from({ length: 298 }, (_, i) => [
      { bar: 3 * i, signed: i % 2 === 0 ? 1 : -1 },
      { bar: 3 * i + 2, signed: i % 2 === 0 ? -1 : 1 },
    ]).flat();
    expect(ids(runOf(barsOf({ open }), fills))).toEqual([]);
  });
});
