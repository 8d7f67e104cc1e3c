import { beforeAll, describe, expect, it } from 'vitest';
import { noOrder } from '../../../lib/execution/ledger';
import { testStore } from '../../support/kernels';
import {
  calm,
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

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('carry', () => {
  it('R8: funding leaves cash at the open for the position carried in; a long pays a positive rate', () => {
    const ledger = ledgerOf(
      [calm, [100, 102, 99, 101], [102, 104, 101, 103], [101, 102, 99, 100]],
      [market(-1, 'a', 10), market(1, 'r', -20)],
      {},
      0,
      { funding: [0.01, 0.001, -0.002, 0.003] },
    );
    for (const [t, money] of [0, 1, -2.04, -3.03].entries()) {
      expect(ledger.carry[t]).toBeCloseTo(money, 12);
    }
    expect(ledger.cash[1]).toBeCloseTo(9000 - 1, 12);
    expect(sum(ledger.interest)).toBe(0);
  });

  it('R8: a short pays for borrowed units, negative cash pays interest on what it was before', () => {
    const ledger = ledgerOf(
      [calm, calm, calm, calm],
      [market(-1, 's', -10), market(1, 'r', 160)],
      { maxLeverage: 2, borrowShort: 0.001, borrowCash: 0.0005 },
      0,
      { funding: [0, 0, 0, 0.001] },
    );
    expect(ledger.carry[1]).toBeCloseTo(1, 12);
    expect(ledger.carry[2]).toBeCloseTo(1, 12);
    expect(ledger.interest[3]).toBeCloseTo(5002 * 0.0005, 12);
    expect(ledger.carry[3]).toBeCloseTo(5002 * 0.0005 + 15, 12);
  });

  it('R31, R32: funding and borrowing are costs of the trade open, interest is none', () => {
    const ledger = ledgerOf([calm, calm, calm, calm], [market(-1, 's', -10), market(1, 'r', 160)], {
      maxLeverage: 2,
      borrowShort: 0.001,
      borrowCash: 0.0005,
    });
    expect(ledger.trades[0]).toMatchObject({ side: 'short', costs: 2, pnl: -2 });
    expect(ledger.openTrade!.costs).toBe(0);
    expect(ledger.equity.at(-1)! - 10_000).toBeCloseTo(-2 - sum(ledger.interest), 9);
  });

  it('R8, R28: carry comes before liquidation', () => {
    const account = { maxLeverage: 5, maintenance: 0.2 };
    const commands = [market(-1, 'in', 450)];
    const [dear, free] = [0.03, 0].map((rate) =>
      ledgerOf([calm, calm], commands, account, 0, { funding: [0, rate] }),
    );
    expect(fillTexts(dear!)[1]).toBe('1 none -450@100 liquidation-gap');
    expect(fillTexts(free!)).toHaveLength(1);
  });
});

describe('slippage of a bar', () => {
  it('Prices: a column of slippage takes the place of the constant one, for takers alone', () => {
    const ledger = ledgerOf(
      [calm, calm, [100, 106, 99, 100]],
      [market(-1, 'a', 1), market(0, 'b', 1), limit(1, 'l', -1, 105), stop(1, 's', 1, 103)],
      { slippageBps: 10 },
      0,
      { slippage: [0, 0.01, 0.02] },
    );
    expect(fillTexts(ledger)).toEqual([
      '0 a 1@100 market',
      '1 b 1@101 market',
      '2 s 1@105.06 stop',
      '2 l -1@105 limit',
    ]);
  });
});

describe('strict cash', () => {
  it('R24: a buy is cut to the cash, whatever leverage and overdraft allow', () => {
    const ledger = ledgerOf([calm, [102, 103, 101, 102]], [target(0, 't', 1)], {
      strictCash: true,
      overdraft: null,
      maxLeverage: 3,
      feeBps: 10,
      lot: 1,
    });
    expect(fillTexts(ledger)).toEqual(['1 t 97@102 target cut cash']);
    expect(orderTexts(ledger)).toEqual(['t cancelled cash']);
    expect(ledger.cash[1]).toBeGreaterThanOrEqual(0);
  });

  it('R24: a sell is cut to the position held; without one it is cancelled', () => {
    const ledger = ledgerOf(
      [calm, calm, calm],
      [market(-1, 'in', 10), market(0, 'out', -25), market(1, 'short', -1)],
      { strictCash: true },
    );
    expect(fillTexts(ledger)[1]).toBe('1 out -10@100 market cut cash');
    expect(orderTexts(ledger)).toEqual(['in filled', 'out cancelled cash', 'short cancelled cash']);
  });
});

describe('the volume cap', () => {
  const capped = { participation: 0.1, lot: 1 };
  const bar = (volume: number) => [100, 101, 99, 100, volume] as const;

  it('R25: what does not fit of a market order goes on at the next open', () => {
    const ledger = ledgerOf([bar(100), bar(59), bar(0), bar(200)], [market(-1, 'a', 30)], capped);
    expect(fillTexts(ledger)).toEqual([
      '0 a 10@100 market cut participation',
      '1 a 5@100 market cut participation',
      '3 a 15@100 market',
    ]);
    expect(orderTexts(ledger)).toEqual(['a filled']);
  });

  it('R25: a limit keeps resting; a touched stop has become a market order, even where nothing of it fitted', () => {
    const ledger = ledgerOf(
      [calm, [98, 99, 96, 98, 40], [98, 99, 96.5, 98, 90], [98, 99, 94, 95, 0], [96, 97, 95, 96]],
      [limit(0, 'l', 10, 97), stop(2, 's', -10, 95)],
      capped,
    );
    expect(fillTexts(ledger)).toEqual([
      '1 l 4@97 limit cut participation',
      '2 l 6@97 limit',
      '4 s -10@96 stop-rest',
    ]);
  });

  it('R25: the rest of a time stop fills at the next open', () => {
    const ledger = ledgerOf(
      [bar(100), bar(40), calm],
      [market(-1, 'in', 10, { protection: { ...none, timeStopBars: 2 } })],
      capped,
    );
    expect(fillTexts(ledger).slice(1)).toEqual([
      '1 in:time1 -4@100 time cut participation',
      '2 in:time1 -6@100 time-rest',
    ]);
  });

  it('R25: the cap of a bar is shared by all its orders', () => {
    const ledger = ledgerOf(
      [calm, [100, 101, 96, 98, 120]],
      [market(0, 'm', 8), limit(0, 'l', 10, 97), limit(0, 'n', 10, 96.5)],
      capped,
    );
    expect(fillTexts(ledger)).toEqual(['1 m 8@100 market', '1 l 4@97 limit cut participation']);
  });

  it('R25: at the deciding close it is the cap of that bar, idle until then or not', () => {
    const ledger = ledgerOf([bar(100), bar(60), bar(50), calm], [market(1, 'a', 30)], {
      ...capped,
      fill: 'close',
    });
    expect(fillTexts(ledger).map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 a 6@100',
      '2 a 5@100',
      '3 a 19@100',
    ]);
  });

  it('R26: the cap is tested last, and what it cuts stays; reduce-only is tested again at the next touch', () => {
    const ledger = ledgerOf(
      [calm, bar(40), calm],
      [market(-1, 'in', 10), market(0, 'out', -25, { reduceOnly: true })],
      capped,
    );
    expect(fillTexts(ledger).slice(1)).toEqual([
      '1 out -4@100 market cut participation',
      '2 out -6@100 market cut reduceOnly',
    ]);
    expect(orderTexts(ledger)).toEqual(['in filled', 'out cancelled reduceOnly']);
  });

  it('R19, R20: each fill makes its own exits, numbered by the fill; they are siblings among themselves', () => {
    const ledger = ledgerOf(
      [bar(60), [102, 103, 101, 102, 60], [110, 111, 109, 110]],
      [market(-1, 'a', 10, { protection: { ...none, stopLoss: 0.1, takeProfit: 0.095 } })],
      capped,
    );
    expect(fillTexts(ledger).slice(2)).toEqual(['2 a:tp1 -6@110 take-profit-gap']);
    expect(orderTexts(ledger)).toEqual([
      'a filled',
      'a:sl1 cancelled oco',
      'a:tp1 filled',
      'a:sl2 open',
      'a:tp2 open',
    ]);
  });

  it('R19: a first fill that only reduces makes none, and the exits of the second are its second', () => {
    const ledger = ledgerOf(
      [calm, bar(50), calm],
      [market(-1, 'in', 10), market(0, 'flip', -15, { protection: { ...none, stopLoss: 0.1 } })],
      capped,
    );
    expect(orderTexts(ledger)).toEqual(['in filled', 'flip filled', 'flip:sl2 open']);
  });

  it('R7: a new target replaces what the volume left of the last one', () => {
    const ledger = ledgerOf(
      [bar(100), bar(100), calm],
      [target(-1, 'a', 0.5), target(0, 'b', 0.2)],
      capped,
    );
    expect(orderTexts(ledger)).toEqual(['a cancelled replaced', 'b filled']);
    expect(ledger.position.at(-1)).toBe(20);
  });
});

describe('liquidation', () => {
  const account = { maxLeverage: 5, maintenance: 0.05 };
  const crash = [95, 96, 78, 90] as const;

  it('R28: inside the bar at the price where equity is the maintenance margin, as a stop would', () => {
    const ledger = ledgerOf([calm, crash, calm], [market(-1, 'a', 450), limit(0, 'l', 1, 70)], {
      ...account,
      feeBps: 5,
      slippageBps: 10,
    });
    const fill = ledger.fills[1]!;
    const cash = 10_000 - 450 * 100.1 * 1.0005;
    expect(fill).toMatchObject({ bar: 1, order: noOrder, quantity: 450, reason: 'liquidation' });
    expect(fill.refPrice).toBeCloseTo(-cash / (450 * 0.95), 9);
    expect(fill.price).toBeCloseTo(fill.refPrice * 0.999, 9);
    expect(fill.fee).toBeCloseTo(0.0005 * 450 * fill.price, 9);
    expect(orderTexts(ledger)).toEqual(['a filled', 'l cancelled liquidation']);
    expect(ledger.trades[0]!.exitReason).toBe('liquidation');
  });

  it('R28: a short is closed at cash / (units · (1 + maintenance))', () => {
    const ledger = ledgerOf([calm, [105, 121, 104, 110]], [market(-1, 'a', -450)], account);
    expect(ledger.fills[1]!.refPrice).toBeCloseTo(55_000 / (450 * 1.05), 9);
    expect(ledger.position[1]).toBe(0);
  });

  it('R9, R28: at a gap it comes before every order, at the open', () => {
    const ledger = ledgerOf(
      [calm, [70, 71, 69, 70]],
      [market(-1, 'a', 450, { protection: { ...none, stopLoss: 0.1 } }), market(0, 'b', -450)],
      account,
    );
    expect(fillTexts(ledger)[1]).toBe('1 none -450@70 liquidation-gap');
    expect(orderTexts(ledger)).toEqual([
      'a filled',
      'a:sl1 cancelled liquidation',
      'b cancelled liquidation',
    ]);
    expect(ledger.equity[1]).toBe(-3500);
  });

  it('R11, R28: a stop nearer the open fills first, one farther away never', () => {
    const [near, far] = [0.1, 0.25].map((stopLoss) =>
      ledgerOf(
        [calm, crash],
        [market(-1, 'a', 450, { protection: { ...none, stopLoss } })],
        account,
      ),
    );
    expect(fillTexts(near!)[1]).toBe('1 a:sl1 -450@90 stop-loss');
    expect(far!.fills[1]!.reason).toBe('liquidation');
  });

  it('R29: is cut by nothing, the volume of the bar neither', () => {
    const ledger = ledgerOf([calm, [70, 71, 69, 70, 0]], [market(-1, 'a', 450)], {
      ...account,
      participation: 1,
    });
    expect(ledger.fills[1]).toMatchObject({ quantity: 450, cut: null });
  });

  it('R29: with equity below zero nothing that adds is accepted', () => {
    const ledger = ledgerOf(
      [calm, [70, 71, 69, 70], calm],
      [market(-1, 'a', 450), market(1, 'again', 1), target(1, 'aim', 0.5)],
      account,
    );
    expect(orderTexts(ledger)).toEqual([
      'a filled',
      'again rejected leverage',
      'aim rejected leverage',
    ]);
  });
});
