import { beforeAll, describe, expect, it } from 'vitest';
import { testStore } from '../../support/kernels';
import {
  calm,
  cancel,
  fillTexts,
  ledgerOf,
  limit,
  market,
  none,
  orderTexts,
  stop,
  target,
} from './program';

beforeAll(async () => {
  await testStore();
});

const bracket = { protection: { ...none, stopLoss: 0.05, takeProfit: 0.1 } };

describe('decision', () => {
  it('R1: quantities are rounded down to the lot, less than one lot is refused', () => {
    const ledger = ledgerOf([calm], [market(-1, 'a', 12.7), market(-1, 'b', 4.9)], { lot: 5 });
    expect(fillTexts(ledger)).toEqual(['0 a 10@100 market']);
    expect(orderTexts(ledger)).toEqual(['a filled', 'b rejected lot']);
  });

  it('R1: a millionth of a lot short of a whole number counts as whole', () => {
    const ledger = ledgerOf([calm], [market(-1, 'a', 0.29999999999)], { lot: 0.1 });
    expect(ledger.position[0]).toBeCloseTo(0.3, 12);
  });

  it('R2: a buy limit is rounded down to the tick, a buy stop up', () => {
    const ledger = ledgerOf(
      [calm, [100, 104, 96, 100]],
      [limit(0, 'l', 1, 96.9), stop(0, 's', 1, 103.2)],
      { tick: 0.5 },
    );
    expect(fillTexts(ledger)).toEqual(['1 s 1@103.5 stop', '1 l 1@96.5 limit']);
  });

  it('R2: a sell limit is rounded up to the tick, a sell stop down', () => {
    const ledger = ledgerOf(
      [calm, [100, 104, 96, 100]],
      [limit(0, 'l', -1, 103.2), stop(0, 's', -1, 96.9)],
      { tick: 0.5 },
    );
    expect(fillTexts(ledger)).toEqual(['1 s -1@96.5 stop', '1 l -1@103.5 limit']);
  });

  it('R2: a price on the tick to a millionth of it is left as given', () => {
    const ledger = ledgerOf([calm, [96, 97, 95, 96]], [limit(0, 'l', 1, 96 + 1e-8)], { tick: 0.5 });
    expect(fillTexts(ledger)).toEqual(['1 l 1@96 limit-gap']);
  });

  it('R3, R5: a limit is tested at its limit, a market order at the close', () => {
    const ledger = ledgerOf([calm], [limit(-1, 'l', 110, 90), market(-1, 'm', 110)]);
    expect(orderTexts(ledger)).toEqual(['l open', 'm rejected leverage']);
  });

  it('R4: the leverage test counts resting orders of the same side, not of the other', () => {
    const ledger = ledgerOf(
      [calm],
      [limit(-1, 'rest', 60, 90), limit(-1, 'short', -60, 120), market(-1, 'a', 50)],
    );
    expect(orderTexts(ledger)).toEqual(['rest open', 'short open', 'a rejected leverage']);
  });

  it('R4: children and reduce-only orders don’t count', () => {
    const ledger = ledgerOf(
      [calm, calm],
      [
        market(-1, 'in', 90, bracket),
        stop(0, 'out', -90, 90, { reduceOnly: true }),
        market(0, 'flip', -180),
      ],
    );
    expect(orderTexts(ledger)).toContain('flip filled');
  });

  it('R5: the smallest order refuses an entry, not an exit', () => {
    const ledger = ledgerOf(
      [calm, [50, 51, 49, 50], [50, 51, 49, 50]],
      [market(-1, 'small', 4), market(-1, 'in', 6), market(1, 'out', -6)],
      { minNotional: 500 },
    );
    expect(orderTexts(ledger)).toEqual(['small rejected minNotional', 'in filled', 'out filled']);
  });

  it('R5: above the leverage limit what reduces is accepted, what adds is not', () => {
    const ledger = ledgerOf(
      [calm, [120, 121, 119, 120]],
      [market(-1, 'in', -100), market(1, 'more', -1), market(1, 'less', 20)],
    );
    expect(orderTexts(ledger)).toEqual(['in filled', 'more rejected leverage', 'less open']);
  });

  it('R6: the lot is tested before the smallest order, that before leverage', () => {
    const ledger = ledgerOf(
      [calm],
      [market(-1, 'a', 0.5), market(-1, 'b', 1), market(-1, 'c', 2000)],
      { lot: 1, minNotional: 1000 },
    );
    expect(orderTexts(ledger)).toEqual([
      'a rejected lot',
      'b rejected minNotional',
      'c rejected leverage',
    ]);
  });

  it('R6: a cancel ends an open order or child and ignores others', () => {
    const ledger = ledgerOf(
      [calm, calm, calm],
      [
        market(-1, 'in', 10, bracket),
        limit(0, 'rest', 10, 90),
        cancel(0, 'in'),
        cancel(0, 'unknown'),
        cancel(1, 'rest'),
        cancel(1, 'in:tp1'),
      ],
    );
    expect(orderTexts(ledger)).toEqual([
      'in filled',
      'in:sl1 open',
      'in:tp1 cancelled user',
      'rest cancelled user',
    ]);
  });

  it('R7: a target is ordered when it differs from the last one ordered by more than the band', () => {
    const ledger = ledgerOf(
      [calm, calm, calm, calm],
      [target(-1, 'a', 0.5), target(0, 'b', 0.55), target(1, 'c', 0.58), target(2, 'd', 0.65)],
      {},
      0.1,
    );
    expect(orderTexts(ledger)).toEqual([
      'a filled',
      'b skipped band',
      'c skipped band',
      'd filled',
    ]);
    expect(ledger.position[3]).toBeCloseTo(65, 9);
  });

  it('R7: a second target at the same close replaces the first', () => {
    const ledger = ledgerOf([calm], [target(-1, 'a', 0.5), target(-1, 'b', -0.5)]);
    expect(orderTexts(ledger)).toEqual(['a cancelled replaced', 'b filled']);
    expect(fillTexts(ledger)).toEqual(['0 b -50@100 target']);
  });

  it('R7: a target less than a lot away is skipped, one above the leverage limit is rejected; neither is the last one', () => {
    const ledger = ledgerOf(
      [calm, calm],
      [target(-1, 'a', 0.004), target(-1, 'b', 2), target(-1, 'c', 0.5), target(0, 'd', 0.5)],
      { lot: 1 },
    );
    expect(orderTexts(ledger)).toEqual([
      'a skipped lot',
      'b rejected leverage',
      'c filled',
      'd skipped band',
    ]);
  });

  it('R7: a stop-out keeps the last target', () => {
    const ledger = ledgerOf(
      [calm, [100, 101, 94, 95], [95, 96, 94, 95]],
      [
        target(-1, 'a', 1, { protection: { ...none, stopLoss: 0.05 } }),
        target(1, 'b', 1),
        target(2, 'c', 0.5),
      ],
    );
    expect(orderTexts(ledger)).toEqual(['a filled', 'a:sl1 filled', 'b skipped band', 'c open']);
  });
});

describe('children', () => {
  it('R19: a reversing fill gets children for the part that opens, at the fill price after slippage', () => {
    const ledger = ledgerOf(
      [calm, calm, [100, 101, 80, 90]],
      [market(-1, 'long', 10), market(0, 'turn', -25, bracket)],
      { slippageBps: 100 },
    );
    expect(fillTexts(ledger).at(-1)).toBe('2 turn:tp1 15@89.1 take-profit');
  });

  it('R19: a fill that only reduces makes none', () => {
    const ledger = ledgerOf([calm, calm], [market(-1, 'in', 10), market(0, 'less', -4, bracket)]);
    expect(orderTexts(ledger)).toEqual(['in filled', 'less filled']);
  });

  it('R20: a fill of one child takes its quantity off its siblings, none left ends them', () => {
    const ledger = ledgerOf(
      [calm, calm, [100, 111, 99, 110]],
      [market(-1, 'in', 10, bracket), market(0, 'less', -4)],
    );
    expect(fillTexts(ledger).at(-1)).toBe('2 in:tp1 -6@110 take-profit cut reduceOnly');
    // 10 − 6 = 4 of the stop were left when the position became flat.
    expect(orderTexts(ledger)).toEqual([
      'in filled',
      'in:sl1 cancelled flat',
      'in:tp1 cancelled reduceOnly',
      'less filled',
    ]);
    const whole = ledgerOf(
      [calm, [100, 111, 99, 110]],
      [market(-1, 'in', 10, { protection: { ...bracket.protection, timeStopBars: 9 } })],
    );
    expect(orderTexts(whole)).toEqual([
      'in filled',
      'in:sl1 cancelled oco',
      'in:tp1 filled',
      'in:time1 cancelled oco',
    ]);
  });

  it('R21: a position that becomes flat or changes sign ends its children, other orders stay', () => {
    const ledger = ledgerOf(
      [calm, calm],
      [market(-1, 'in', 10, bracket), limit(0, 'rest', 10, 90), market(0, 'turn', -20)],
    );
    expect(orderTexts(ledger)).toEqual([
      'in filled',
      'in:sl1 cancelled flat',
      'in:tp1 cancelled flat',
      'rest open',
      'turn filled',
    ]);
  });
});

describe('limits at the fill', () => {
  it('R22: reduce-only is tested at the touch: cut to the position, or cancelled', () => {
    const ledger = ledgerOf(
      [calm, [100, 101, 94, 95], [95, 96, 90, 91]],
      [
        market(-1, 'in', 10),
        stop(0, 'a', -15, 95, { reduceOnly: true }),
        stop(0, 'b', -5, 92, { reduceOnly: true }),
      ],
    );
    expect(fillTexts(ledger)[1]).toBe('1 a -10@95 stop cut reduceOnly');
    expect(orderTexts(ledger)).toEqual([
      'in filled',
      'a cancelled reduceOnly',
      'b cancelled reduceOnly',
    ]);
  });

  it('Account, R23: a buy may overdraw cash by the overdraft and no more', () => {
    const carried = ledgerOf([calm, [101.5, 103, 101, 102]], [target(0, 't', 1)], { feeBps: 5 });
    expect(carried.cash[1]).toBeLessThan(0);
    expect(carried.fills[0]!.cut).toBeNull();
    const cut = ledgerOf([calm, [110, 111, 109, 110]], [target(0, 't', 1)], { feeBps: 10, lot: 1 });
    expect(fillTexts(cut)).toEqual(['1 t 92@110 target cut cash']);
    expect(orderTexts(cut)).toEqual(['t cancelled cash']);
  });

  it('R23: overdraft null never cuts', () => {
    const ledger = ledgerOf([calm, [110, 111, 109, 110]], [target(0, 't', 1)], { overdraft: null });
    expect(fillTexts(ledger)).toEqual(['1 t 100@110 target']);
  });

  it('R23: the part that closes a short is never cut; nothing left is cancelled', () => {
    const turned = ledgerOf(
      [calm, [150, 151, 149, 150]],
      [market(-1, 'short', -100), market(0, 'turn', 150)],
    );
    expect(fillTexts(turned)[1]).toBe('1 turn 134@150 market cut cash');
    const nothing = ledgerOf(
      [calm, [250, 251, 249, 250]],
      [market(-1, 'short', -100), market(0, 'turn', 150)],
    );
    expect(fillTexts(nothing)[1]).toBe('1 turn 100@250 market cut cash');
  });

  it('R26: what a cut leaves is cancelled with its reason', () => {
    const ledger = ledgerOf([calm, [110, 111, 109, 110], calm], [market(0, 'a', 100)]);
    expect(orderTexts(ledger)).toEqual(['a cancelled cash']);
    expect(ledger.fills).toHaveLength(1);
  });
});

describe('books', () => {
  it('Prices: the price has the slippage in it, not the half-spread', () => {
    const ledger = ledgerOf([calm], [market(-1, 'a', 10)], { slippageBps: 10, halfSpreadBps: 50 });
    expect(ledger.fills[0]!.price).toBeCloseTo(100.1, 12);
  });

  it('R30: cash pays price, spread and fee, the fixed fee once a fill', () => {
    const ledger = ledgerOf([calm], [market(-1, 'a', 10)], {
      feeBps: 10,
      feeFixed: 1.5,
      halfSpreadBps: 5,
    });
    expect(ledger.cash[0]).toBeCloseTo(10_000 - 1000 - 0.5 - 1 - 1.5, 9);
  });

  it('R18: equity is cash + position · close', () => {
    const ledger = ledgerOf([calm, [110, 111, 109, 110]], [market(-1, 'a', 10)]);
    expect([...ledger.equity]).toEqual([10_000, 10_100]);
  });

  it('Trades, R31: flat to flat at average cost', () => {
    const ledger = ledgerOf(
      [calm, calm, [110, 111, 109, 110], [120, 121, 119, 120], [105, 106, 104, 105]],
      [market(-1, 'a', 10), market(1, 'b', 30), market(2, 'c', -20), market(3, 'd', -20)],
      { feeBps: 10 },
    );
    expect(ledger.trades).toEqual([
      {
        entryBar: 0,
        exitBar: 4,
        side: 'long',
        quantity: 40,
        entryPrice: 107.5,
        exitPrice: 112.5,
        pnl: expect.closeTo(191.2, 9),
        costs: expect.closeTo(8.8, 9),
        exitReason: 'market',
      },
    ]);
  });

  it('R31: a reversing fill closes one trade and opens another, its fee shared by quantity', () => {
    const ledger = ledgerOf(
      [calm, [104, 105, 103, 104]],
      [market(-1, 'a', 10), market(0, 'turn', -25)],
      { feeBps: 10 },
    );
    expect(ledger.trades[0]!.costs).toBeCloseTo(1 + (2.6 * 10) / 25, 9);
    expect(ledger.openTrade!.costs).toBeCloseTo((2.6 * 15) / 25, 9);
    expect(ledger.openTrade!.averageCost).toBe(104);
  });

  it('R32: equity less capital is what closed and open trades earned', () => {
    const ledger = ledgerOf(
      [calm, [104, 105, 103, 104], [98, 99, 97, 98]],
      [market(-1, 'a', 10), market(0, 'turn', -25)],
      { feeBps: 10, slippageBps: 5, halfSpreadBps: 2 },
    );
    const open = ledger.openTrade!;
    const earned =
      ledger.trades[0]!.pnl + open.realised - open.costs + open.position * (98 - open.averageCost);
    expect(ledger.equity[2]! - 10_000).toBeCloseTo(earned, 9);
  });

  it('fill mode close fills targets and market orders at the deciding close, and counts time stops from the next bar', () => {
    const ledger = ledgerOf(
      [calm, [101, 102, 100.6, 101.5], calm],
      [market(0, 'in', 10, { protection: { ...none, timeStopBars: 1 } })],
      { fill: 'close' },
    );
    expect(fillTexts(ledger)).toEqual(['0 in 10@100 market', '1 in:time1 -10@101.5 time']);
  });
});
