import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Broker } from '../../lib/execution/broker';
import { type Ledger, noOrder } from '../../lib/execution/ledger';
import type { ColumnStore } from '../../lib/kernels/column-store';
import {
  type OrderProgram,
  orderProgram,
  programBroker,
  runProgram,
} from '../reference/order-program';
import { testStore } from '../support/kernels';

const runs = 400;

let store: ColumnStore;

beforeAll(async () => {
  store = await testStore();
});

/** Checks a fact of the ledger of random programs. */
function holds(check: (ledger: Ledger, program: OrderProgram) => void): void {
  fc.assert(
    fc.property(orderProgram(30), (program) => {
      check(runProgram(store, program).ledger(), program);
    }),
    { numRuns: runs },
  );
}

const near = (a: number, b: number, scale: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(scale)));

describe('a ledger', () => {
  it('has equity = cash + position · close on every bar', () => {
    holds((ledger, { bars }) => {
      for (let t = 0; t < ledger.equity.length; t++) {
        expect(ledger.equity[t]).toBe(ledger.cash[t]! + ledger.position[t]! * bars.close[t]!);
      }
    });
  });

  it('has cash that fills and carry alone change: price, spread and fee; funding, borrowing and interest', () => {
    holds((ledger, { account }) => {
      let cash = account.capital - ledger.carry.reduce((sum, money) => sum + money, 0);
      let turnover = cash;
      for (const fill of ledger.fills) {
        const value = fill.quantity * fill.price;
        cash -= (fill.side === 'buy' ? value : -value) + fill.spread + fill.fee;
        turnover += value;
      }
      if (ledger.cash.length > 0) near(ledger.cash.at(-1)!, cash, turnover);
    });
  });

  it('has a position that is the sum of the fills', () => {
    holds((ledger) => {
      let k = 0;
      let held = 0;
      for (let t = 0; t < ledger.position.length; t++) {
        for (; k < ledger.fills.length && ledger.fills[k]!.bar <= t; k++) {
          const fill = ledger.fills[k]!;
          held += fill.side === 'buy' ? fill.quantity : -fill.quantity;
        }
        near(ledger.position[t]!, held, 1000);
      }
    });
  });

  it('R32: earns what its trades earned, closed and open, less interest on negative cash', () => {
    holds((ledger, { account, bars }) => {
      const closed = ledger.trades.reduce((sum, trade) => sum + trade.pnl, 0);
      const held = ledger.openTrade;
      const open = held
        ? held.realised - held.costs + held.position * (bars.close.at(-1)! - held.averageCost)
        : 0;
      const scale = ledger.fills.reduce((sum, f) => sum + f.quantity * f.price, account.capital);
      const interest = ledger.interest.reduce((sum, money) => sum + money, 0);
      near(ledger.equity.at(-1)! - account.capital, closed + open - interest, scale);
    });
  });

  it('has reference prices inside their bars', () => {
    holds((ledger, { bars }) => {
      for (const { bar, refPrice } of ledger.fills) {
        expect(refPrice).toBeGreaterThanOrEqual(bars.low[bar]!);
        expect(refPrice).toBeLessThanOrEqual(bars.high[bar]!);
      }
    });
  });

  it('R25: fills no more of a bar than the cap, but for a liquidation', () => {
    holds((ledger, { account, bars }) => {
      if (account.participation === 0) return;
      const filled = new Map<number, number>();
      for (const { bar, quantity, order } of ledger.fills) {
        if (order !== noOrder) filled.set(bar, (filled.get(bar) ?? 0) + quantity);
      }
      for (const [bar, quantity] of filled) {
        expect(quantity).toBeLessThanOrEqual(account.participation * bars.volume[bar]! + 1e-6);
      }
    });
  });

  it('R24: under strict cash is never short, and owes nothing but costs', () => {
    holds((ledger, { account }) => {
      if (!account.strictCash) return;
      for (const units of ledger.position) expect(units).toBeGreaterThanOrEqual(0);
      // A buy is cut to the cash; carry, and fees of a sale below its value, are all that may take it below zero.
      const carried = ledger.carry.reduce((sum, money) => sum + Math.max(0, money), 0);
      const fees = ledger.fills.reduce((sum, fill) => sum + Math.max(0, fill.fee), 0);
      for (const cash of ledger.cash) expect(cash).toBeGreaterThanOrEqual(-carried - fees - 1e-6);
    });
  });

  it('R29: is flat after a liquidation with nothing left open', () => {
    holds((ledger, { account }) => {
      for (const fill of ledger.fills) {
        if (fill.order !== noOrder) continue;
        if (account.fill === 'next-open') expect(ledger.position[fill.bar]).toBe(0);
        for (const order of ledger.orders) {
          if (order.decidedAt < fill.bar) expect(order.status).not.toBe('open');
        }
      }
    });
  });

  it('R28: ends no bar with equity below the maintenance margin at its worst price', () => {
    holds((ledger, { account, bars }) => {
      const m = account.maintenance;
      if (m === 0 || account.fill === 'close') return;
      for (let t = 0; t < ledger.position.length; t++) {
        const held = ledger.position[t]!;
        if (held === 0) continue;
        const worst = held > 0 ? bars.low[t]! : bars.high[t]!;
        const margin = m * Math.abs(held) * worst;
        expect(ledger.cash[t]! + held * worst).toBeGreaterThan(margin * (1 - 1e-9));
      }
    });
  });

  it('R17: has no open order whose last bar has passed', () => {
    holds((ledger, { bars, commands }) => {
      const status = new Map(ledger.orders.map((order) => [order.name, order.status]));
      for (const command of commands) {
        if (command.kind === 'cancel' || command.expiresAt === undefined) continue;
        if (command.expiresAt < bars.open.length) {
          expect(status.get(command.id)).not.toBe('open');
        }
      }
    });
  });

  it('R27: has one order of a group that filled at most', () => {
    holds((ledger, { commands }) => {
      const groups = new Map<string, string>();
      for (const command of commands) {
        if (command.kind !== 'cancel' && command.ocoGroup !== undefined) {
          groups.set(command.id, command.ocoGroup);
        }
      }
      const filled = new Map<string, string>();
      for (const order of ledger.orders) {
        const group = groups.get(order.name);
        if (group === undefined || order.filled === 0) continue;
        expect(filled.get(group) ?? order.name).toBe(order.name);
        filled.set(group, order.name);
      }
    });
  });

  it('fills no order before the bar after its decision, children at their parent’s fill or later', () => {
    holds((ledger, { account }) => {
      for (const fill of ledger.fills) {
        if (fill.order === noOrder) continue;
        const order = ledger.orders[fill.order]!;
        const isChild = order.name.includes(':');
        const earliest =
          isChild || account.fill === 'close' ? order.decidedAt : order.decidedAt + 1;
        expect(fill.bar).toBeGreaterThanOrEqual(earliest);
      }
    });
  });

  it('states slippage, spread and fee against the trader, apart from a maker’s rebate', () => {
    holds((ledger) => {
      for (const fill of ledger.fills) {
        expect(fill.quantity).toBeGreaterThan(0);
        expect(fill.spread).toBeGreaterThanOrEqual(0);
        const worse = fill.side === 'buy' ? fill.price - fill.refPrice : fill.refPrice - fill.price;
        expect(worse).toBeGreaterThanOrEqual(0);
        near(fill.slippage, fill.quantity * worse, fill.quantity * fill.price);
      }
    });
  });

  it('keeps every fill up to t when bars after t change', () => {
    fc.assert(
      fc.property(orderProgram(30), fc.nat(), fc.integer({ min: 1, max: 9 }), (program, at, by) => {
        const t = at % program.bars.open.length;
        const changed = (values: readonly number[]) =>
          values.map((value, i) => (i > t ? value * (1 + by / 10) : value));
        const { open, high, low, close, volume } = program.bars;
        const other: OrderProgram = {
          ...program,
          bars: {
            open: changed(open),
            high: changed(high),
            low: changed(low),
            close: changed(close),
            volume: changed(volume),
          },
          funding: program.funding && changed(program.funding),
          slippage: program.slippage && changed(program.slippage),
        };
        const before = runProgram(store, program).ledger();
        const after = runProgram(store, other).ledger();
        const upTo = (ledger: Ledger) => ledger.fills.filter((fill) => fill.bar <= t);
        expect(upTo(after)).toEqual(upTo(before));
        expect(after.equity.slice(0, t + 1)).toEqual(before.equity.slice(0, t + 1));
      }),
      { numRuns: runs },
    );
  });
});

describe('column path and stepped path', () => {
  const targets = fc.array(
    fc.constantFrom(Number.NaN, Number.NaN, 0, 1, 1, 0.5, -1, -0.5, 0.52, 3),
    { minLength: 30, maxLength: 30 },
  );

  it('write the same log and the same marks, bit for bit, however the range is cut', () => {
    fc.assert(
      fc.property(
        orderProgram(30),
        targets,
        fc.constantFrom('fraction' as const, 'units' as const),
        fc.record({
          stopLoss: fc.constantFrom(0, 0, 0.02),
          takeProfit: fc.constantFrom(0, 0, 0.03),
          trailingStop: fc.constantFrom(0, 0, 0.03),
          timeStopBars: fc.constantFrom(0, 0, 3),
        }),
        fc.integer({ min: 1, max: 30 }),
        (program, column, unit, protection, chunk) => {
          const n = program.bars.open.length;
          const make = (): Broker => programBroker(store, program);
          const byColumn = make();
          const values = Float64Array.from(column.slice(0, n));
          byColumn.setTargetColumn(byColumn.store.columnFrom(values), unit, protection);
          for (let from = 0; from < n; from += chunk) {
            byColumn.advance(from, Math.min(n, from + chunk));
          }
          const stepped = make();
          for (let t = 0; t < n; t++) {
            stepped.advance(t, t + 1);
            stepped.submitTarget(values[t]!, unit, protection);
          }
          expect(stepped.logBytes()).toEqual(byColumn.logBytes());
          const a = byColumn.ledger();
          const b = stepped.ledger();
          expect(b.equity).toEqual(a.equity);
          expect(b.cash).toEqual(a.cash);
          expect(b.position).toEqual(a.position);
        },
      ),
      { numRuns: 400 },
    );
  });
});
