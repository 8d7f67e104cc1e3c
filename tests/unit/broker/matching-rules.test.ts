import { beforeAll, describe, expect, it } from 'vitest';
import { testStore } from '../../support/kernels';
import { calm, fillTexts, ledgerOf, limit, market, none, orderTexts, stop } from './program';

beforeAll(async () => {
  await testStore();
});

const bracket = { protection: { ...none, stopLoss: 0.05, takeProfit: 0.1 } };

describe('order of things in a bar', () => {
  it('Order 1: queued orders meet the gap first and fill at the open', () => {
    const ledger = ledgerOf(
      [calm, [92, 93, 90, 91]],
      [market(-1, 'in', 10), stop(0, 'out', -10, 95)],
    );
    expect(fillTexts(ledger)).toEqual(['0 in 10@100 market', '1 out -10@92 stop-gap']);
  });

  it('Order 1: a limit the open is beyond fills at the better open', () => {
    const ledger = ledgerOf([calm, [95, 98, 94, 97]], [limit(0, 'in', 10, 97)]);
    expect(fillTexts(ledger)).toEqual(['1 in 10@95 limit-gap']);
  });

  it('Order 2: a stop touched inside fills at the stop with slippage, a limit at the limit without', () => {
    const ledger = ledgerOf(
      [calm, [100, 103, 97, 100]],
      [stop(0, 'up', 10, 102), limit(0, 'down', 10, 98)],
      { slippageBps: 100 },
    );
    expect(fillTexts(ledger)).toEqual(['1 up 10@103.02 stop', '1 down 10@98 limit']);
  });

  it('Order 2: a limit the low stops short of stays open', () => {
    const ledger = ledgerOf([calm, [99, 100, 97.01, 98]], [limit(0, 'in', 10, 97)]);
    expect(orderTexts(ledger)).toEqual(['in open']);
  });

  it('Order 3: children of an entry at the open can fill in its bar, their open test skipped', () => {
    const ledger = ledgerOf(
      [calm, [100, 112, 99, 111]],
      [market(0, 'in', 10, { protection: { ...none, takeProfit: 0.1 } })],
    );
    expect(fillTexts(ledger)).toEqual(['1 in 10@100 market', '1 in:tp1 -10@110 take-profit']);
  });

  it('Order 3: after an entry inside the bar the stop may fill in it, the target not', () => {
    const stopped = ledgerOf([calm, [100, 108, 91, 107]], [limit(0, 'in', 10, 97, bracket)]);
    expect(fillTexts(stopped)).toEqual(['1 in 10@97 limit', '1 in:sl1 -10@92.15 stop-loss']);
    const waiting = ledgerOf([calm, [100, 108, 96, 107], calm], [limit(0, 'in', 10, 97, bracket)]);
    expect(fillTexts(waiting)).toEqual(['1 in 10@97 limit']);
  });

  it('Order 4: of stop and target touched in one bar the stop fills', () => {
    const ledger = ledgerOf([calm, [100, 112, 90, 111]], [market(-1, 'in', 10, bracket)]);
    expect(fillTexts(ledger)).toEqual(['0 in 10@100 market', '1 in:sl1 -10@95 stop-loss']);
    expect(orderTexts(ledger)).toEqual(['in filled', 'in:sl1 filled', 'in:tp1 cancelled oco']);
  });

  it('Order 6, R16: a time stop of k bars fills at the close of the k-th bar held, the entry bar counted', () => {
    const held = (timeStopBars: number) =>
      fillTexts(
        ledgerOf(
          [calm, [100, 100.5, 99.5, 100.1], [100, 100.5, 99.5, 100.2]],
          [market(-1, 'in', 10, { protection: { ...none, timeStopBars } })],
        ),
      )[1];
    expect(held(1)).toBe('0 in:time1 -10@100 time');
    expect(held(2)).toBe('1 in:time1 -10@100.1 time');
    expect(held(3)).toBe('2 in:time1 -10@100.2 time');
  });

  it('Order 7: at the end positions stay open and are marked', () => {
    const ledger = ledgerOf(
      [calm, [107, 108, 106, 107]],
      [market(-1, 'in', 10), market(1, 'late', -10)],
    );
    expect(ledger.equity[1]).toBe(10_070);
    expect(ledger.trades).toEqual([]);
    expect(ledger.openTrade?.position).toBe(10);
    expect(orderTexts(ledger)).toEqual(['in filled', 'late open']);
  });

  it('R9: at the open market orders come before stops, stops before limits, each in order of acceptance', () => {
    const ledger = ledgerOf(
      [calm, [90, 91, 89, 90]],
      [
        limit(0, 'limit', 1, 95),
        stop(0, 'stop b', -1, 92),
        stop(0, 'stop a', -1, 96),
        market(0, 'market', 1),
      ],
    );
    expect(fillTexts(ledger).map((text) => text.split(' ').slice(1, -2).join(' '))).toEqual([
      'market',
      'stop b',
      'stop a',
      'limit',
    ]);
  });

  it('R9: the gap test includes equality', () => {
    const ledger = ledgerOf([calm, [95, 96, 94, 95]], [limit(0, 'a', 1, 95), stop(0, 'b', -1, 95)]);
    expect(fillTexts(ledger)).toEqual(['1 b -1@95 stop-gap', '1 a 1@95 limit-gap']);
  });

  it('R10: limits pay the maker fee alone; market orders, stops and time stops pay slippage, spread and taker fee', () => {
    const costs = { feeBps: 10, makerFeeBps: 2, slippageBps: 10, halfSpreadBps: 5 };
    const ledger = ledgerOf(
      [calm, [100, 100.5, 98, 99], [99, 100, 98.5, 99]],
      [limit(0, 'in', 10, 99, { protection: { ...none, timeStopBars: 2 } })],
      costs,
    );
    const [maker, taker] = ledger.fills;
    expect([maker!.slippage, maker!.spread, maker!.fee]).toEqual([0, 0, expect.closeTo(0.198, 12)]);
    expect(taker!.slippage).toBeCloseTo(0.99, 12);
    expect(taker!.spread).toBeCloseTo(0.495, 12);
    expect(taker!.fee).toBeCloseTo(0.98901, 12);
  });

  it('R11: inside the bar all stops come before all limits, the nearest to the open first', () => {
    const ledger = ledgerOf(
      [calm, [100, 106, 92, 100]],
      [
        limit(0, 'near limit', 1, 99.4),
        limit(0, 'far limit', 1, 95),
        stop(0, 'far stop', 1, 105),
        stop(0, 'near stop', -1, 97),
      ],
    );
    expect(ledger.fills.map((fill) => ledger.orders[fill.order]!.name)).toEqual([
      'near stop',
      'far stop',
      'near limit',
      'far limit',
    ]);
  });

  it('R11: of equally near orders the one accepted first goes first', () => {
    const ledger = ledgerOf(
      [calm, [100, 103, 97, 100]],
      [stop(0, 'b', -1, 98), stop(0, 'a', 1, 102)],
    );
    expect(ledger.fills.map((fill) => ledger.orders[fill.order]!.name)).toEqual(['b', 'a']);
  });

  it('R11: after a fill the search starts again, so that a new child stop comes before a farther limit', () => {
    const ledger = ledgerOf(
      [calm, [100, 101, 94, 98]],
      [
        limit(0, 'far', 10, 95),
        limit(0, 'near', 10, 97, { protection: { ...none, stopLoss: 0.025 } }),
      ],
    );
    expect(ledger.fills.map((fill) => ledger.orders[fill.order]!.name)).toEqual([
      'near',
      'near:sl1',
      'far',
    ]);
  });

  it('R12: a touch includes equality', () => {
    const ledger = ledgerOf([calm, [100, 101, 97, 100]], [limit(0, 'in', 1, 97)]);
    expect(fillTexts(ledger)).toEqual(['1 in 1@97 limit']);
  });

  it('R12: a child stop closer than the slippage has its reference price moved into the bar', () => {
    const ledger = ledgerOf(
      [calm, [100, 100.5, 99.5, 100]],
      [market(0, 'in', 10, { protection: { ...none, stopLoss: 0.001 } })],
      { slippageBps: 100 },
    );
    expect(ledger.fills[1]!.refPrice).toBe(100.5);
    expect(ledger.fills[1]!.reason).toBe('stop-loss');
  });
});
