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
  stopLimit,
  target,
  trailing,
} from './program';

beforeAll(async () => {
  await testStore();
});

const wide = [100, 106, 94, 97] as const;

describe('a stop-limit', () => {
  it('Order 2, R14: triggered inside a bar it rests as a limit from the next bar', () => {
    const ledger = ledgerOf(
      [calm, [101, 106, 100, 102], [104, 105, 103, 104]],
      [stopLimit(0, 'x', 10, [103, 103.2])],
    );
    expect(fillTexts(ledger)).toEqual(['2 x 10@103.2 stop-limit']);
  });

  it('R14: an open that satisfies both fills as a limit, in the turn of the stops', () => {
    const ledger = ledgerOf(
      [calm, [103.1, 106, 102, 105]],
      [limit(0, 'l', -1, 103), stopLimit(0, 'x', 10, [103, 103.2])],
      { slippageBps: 10, halfSpreadBps: 5, feeBps: 5, makerFeeBps: 2 },
    );
    expect(fillTexts(ledger)).toEqual(['1 x 10@103.1 stop-limit-gap', '1 l -1@103.1 limit-gap']);
    expect(ledger.fills[0]!.spread).toBe(0);
    expect(ledger.fills[0]!.fee).toBeCloseTo(0.0002 * 1031, 12);
  });

  it('R14: an open beyond the limit triggers it; the limit is tested from the next bar, its gap too', () => {
    const bars = [calm, [105, 106, 102, 105], [102, 104, 101, 102]] as const;
    const ledger = ledgerOf(bars, [stopLimit(0, 'x', 10, [103, 103.2])]);
    expect(fillTexts(ledger)).toEqual(['2 x 10@102 stop-limit-gap']);
  });

  it('R14: triggering cancels no partner of its group', () => {
    const ledger = ledgerOf(
      [calm, [101, 103.1, 100, 102], calm],
      [
        stopLimit(0, 'x', 10, [103, 100.1], { ocoGroup: 'g' }),
        limit(0, 'y', 1, 90, { ocoGroup: 'g' }),
      ],
    );
    expect(fillTexts(ledger)).toEqual(['2 x 10@100 stop-limit-gap']);
    expect(orderTexts(ledger)).toEqual(['x filled', 'y cancelled oco']);
  });

  it('R2, R3: its stop and its limit are rounded to the tick, and it is tested by its limit', () => {
    const ledger = ledgerOf(
      [calm, [100, 104, 100, 103], [103, 103, 102, 102]],
      [stopLimit(0, 'x', 10, [103.2, 103.4]), stopLimit(0, 'big', 97, [103.2, 103.4])],
      { tick: 0.5 },
    );
    expect(orderTexts(ledger)).toEqual(['x filled', 'big rejected leverage']);
    expect(fillTexts(ledger)).toEqual(['2 x 10@103 stop-limit-gap']);
  });
});

describe('a trailing stop', () => {
  const held = market(-1, 'in', 10);

  it('Order 5, R15: is tested at the level known before the bar, then moved by its extreme', () => {
    const ledger = ledgerOf(
      [calm, [100, 110, 98, 109], [108, 109, 98.9, 107]],
      [held, trailing(0, 't', -10, 0.1)],
    );
    expect(fillTexts(ledger)[1]).toBe('2 t -10@99 trailing-stop');
  });

  it('R15: a buy follows the low up from below', () => {
    const ledger = ledgerOf(
      [calm, [100, 101, 80, 82], [82, 89, 81, 88]],
      [market(-1, 'in', -10), trailing(0, 't', 10, 0.1)],
    );
    expect(fillTexts(ledger)[1]).toBe('2 t 10@88 trailing-stop');
  });

  it('R15: one gapped through fills at the open', () => {
    const ledger = ledgerOf(
      [calm, [100, 110, 100, 109], [95, 97, 94, 96]],
      [held, trailing(0, 't', -10, 0.1)],
    );
    expect(fillTexts(ledger)[1]).toBe('2 t -10@95 trailing-stop-gap');
  });

  it('R2, R15: its level is rounded to the tick at the start and whenever it moves', () => {
    const ledger = ledgerOf(
      [calm, [100, 110.3, 100, 109], [108, 109, 98, 107]],
      [held, trailing(0, 't', -10, 0.1)],
      { tick: 0.5 },
    );
    expect(fillTexts(ledger)[1]).toBe('2 t -10@99 trailing-stop');
  });

  it('R15: before bar 0 it starts from the close before it', () => {
    const ledger = ledgerOf(
      [[100, 100, 95, 96], calm],
      [market(-1, 'in', 10), trailing(-1, 't', -10, 0.04)],
    );
    expect(fillTexts(ledger)[1]).toBe('0 t -10@96 trailing-stop');
  });

  it('R3: is tested by the close, not by its level', () => {
    const ledger = ledgerOf([calm], [trailing(0, 't', 98, 0.1), trailing(0, 'u', 3, 0.1)]);
    expect(orderTexts(ledger)).toEqual(['t open', 'u rejected leverage']);
  });
});

describe('a trailing exit', () => {
  const exit = { protection: { ...none, trailingStop: 0.1 } };

  it('R15, R19: starts at the price of the fill, slippage included, and moves after each bar', () => {
    const ledger = ledgerOf(
      [
        [100, 100.5, 99.5, 100],
        [100, 120, 100, 119],
        [118, 119, 107, 110],
      ],
      [market(-1, 'in', 10, exit)],
      { slippageBps: 100 },
    );
    expect(orderTexts(ledger)).toEqual(['in filled', 'in:trail1 filled']);
    expect(ledger.fills[1]).toMatchObject({ bar: 2, refPrice: 108, reason: 'trailing-stop' });
    const early = ledgerOf([[100, 100, 90.5, 95]], [market(-1, 'in', 10, exit)], {
      slippageBps: 100,
    });
    expect(early.fills[1]!.refPrice).toBeCloseTo(90.9, 9);
  });

  it('R15: of the bar an entry filled inside of, the extreme is not counted: it may lie before the entry', () => {
    const bars = [calm, [100, 150, 95, 96], [97, 98, 96, 97], [97, 98, 85, 86]] as const;
    const ledger = ledgerOf(bars, [limit(0, 'in', 10, 96, exit)]);
    expect(ledger.fills[1]).toMatchObject({ bar: 3, reason: 'trailing-stop' });
    expect(ledger.fills[1]!.refPrice).toBeCloseTo(98 * 0.9, 9);
  });

  it('R20: ends with its siblings', () => {
    const protection = { stopLoss: 0.05, takeProfit: 0.5, trailingStop: 0.1, timeStopBars: 9 };
    const ledger = ledgerOf([calm, [96, 97, 94, 95]], [market(-1, 'in', 10, { protection })]);
    expect(orderTexts(ledger)).toEqual([
      'in filled',
      'in:sl1 filled',
      'in:tp1 cancelled oco',
      'in:time1 cancelled oco',
      'in:trail1 cancelled oco',
    ]);
  });

  it('R6: is cancelled by its name', () => {
    const ledger = ledgerOf([calm, calm], [market(-1, 'in', 10, exit), cancel(0, 'in:trail1')]);
    expect(orderTexts(ledger)).toEqual(['in filled', 'in:trail1 cancelled user']);
  });
});

describe('an OCO group', () => {
  const g = { ocoGroup: 'g' };

  it('Order 4, R13: of those touched in a bar the one worst for the close fills', () => {
    const ledger = ledgerOf(
      [calm, [100, 106, 93, 104]],
      [stop(0, 'up', 10, 105, g), stop(0, 'dn', -10, 95, g)],
    );
    expect(fillTexts(ledger)).toEqual(['1 dn -10@95 stop']);
    expect(orderTexts(ledger)).toEqual(['up cancelled oco', 'dn filled']);
  });

  it('R13: of equally bad ones a stop goes before a limit', () => {
    const ledger = ledgerOf(
      [calm, [100, 106, 94, 100]],
      [limit(0, 'l', -1, 95, g), stop(0, 's', -1, 95, g)],
    );
    // The limit is through at the open already: it is the open's turn, not the bar's.
    expect(fillTexts(ledger)).toEqual(['1 l -1@100 limit-gap']);
    const inside = ledgerOf(
      [calm, wide],
      [limit(0, 'l', 1, 97, g), stop(0, 's', -1, 97, g), stop(0, 't', -1, 97, g)],
    );
    expect(fillTexts(inside)).toEqual(['1 s -1@97 stop']);
  });

  it('R13: the worst goes in its own class: stops outside the group come first', () => {
    const ledger = ledgerOf(
      [calm, wide],
      [limit(0, 'buy', 1, 99, g), stop(0, 'up', -1, 96, g), stop(0, 'other', -1, 95)],
    );
    expect(fillTexts(ledger)).toEqual(['1 other -1@95 stop', '1 buy 1@99 limit']);
  });

  it('R27: any fill, a partial one too, cancels the others; being cancelled cancels none', () => {
    const ledger = ledgerOf(
      [
        [100, 100.5, 99.5, 100, 30],
        [100, 100.5, 99.5, 100, 30],
      ],
      [
        limit(-1, 'gone', 1, 90, g),
        limit(-1, 'a', 1, 80, g),
        cancel(-1, 'gone'),
        market(-1, 'b', 10, g),
      ],
      { participation: 0.1, lot: 1 },
    );
    expect(orderTexts(ledger)).toEqual(['gone cancelled user', 'a cancelled oco', 'b open']);
    expect(ledger.orders[2]!.filled).toBe(6);
  });

  it('R6: takes no order after one of it filled, after the lot and before the smallest order', () => {
    const ledger = ledgerOf(
      [calm],
      [
        market(-1, 'a', 1, g),
        market(0, 'late', 1, g),
        market(0, 'crumb', 0.1, g),
        target(0, 'aim', 0.5, g),
      ],
      { lot: 1, minNotional: 1000 },
    );
    expect(orderTexts(ledger)).toEqual([
      'a rejected minNotional',
      'late rejected minNotional',
      'crumb rejected lot',
      'aim open',
    ]);
    const filled = ledgerOf(
      [calm],
      [
        market(-1, 'a', 20, g),
        market(0, 'late', 1, g),
        market(0, 'crumb', 0.1, g),
        target(0, 'aim', 0.5, g),
      ],
      { lot: 1, minNotional: 1000 },
    );
    expect(orderTexts(filled)).toEqual([
      'a filled',
      'late rejected oco',
      'crumb rejected lot',
      'aim rejected oco',
    ]);
  });
});

describe('an order that expires', () => {
  it('R17: lives through its last bar and ends at its close, before the commands of that close', () => {
    const bars = [calm, calm, [99, 100, 98, 99], [97, 98, 94, 95]] as const;
    const ledger = ledgerOf(bars, [
      limit(0, 'l', 60, 95, { expiresAt: 2 }),
      limit(0, 'm', 10, 98.5, { expiresAt: 2 }),
      market(2, 'next', 60),
    ]);
    expect(fillTexts(ledger)).toEqual(['2 m 10@98.5 limit', '3 next 60@97 market']);
    expect(orderTexts(ledger)).toEqual(['l expired expired', 'm filled', 'next filled']);
  });

  it('R6, R17: whose last bar has passed is rejected before anything else is tested', () => {
    const ledger = ledgerOf(
      [calm],
      [
        market(0, 'late', 0, { expiresAt: 0 }),
        market(-1, 'first', 1, { expiresAt: -1 }),
        target(0, 'aim', 0, { expiresAt: 0 }),
      ],
    );
    expect(orderTexts(ledger)).toEqual([
      'first rejected expired',
      'late rejected expired',
      'aim rejected expired',
    ]);
  });

  it('R17: leaves the exits of what it filled', () => {
    const protection = { ...none, stopLoss: 0.05 };
    const ledger = ledgerOf([calm, calm], [market(-1, 'in', 10, { protection, expiresAt: 0 })]);
    expect(orderTexts(ledger)).toEqual(['in filled', 'in:sl1 open']);
  });
});
