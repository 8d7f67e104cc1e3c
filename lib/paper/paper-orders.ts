import { exitNames, protectiveExit } from '../backtest/fill-sentence';
import type { HandOrder } from '../backtest/live-record.schema';
import type { OrderId } from '../core/nominal';
import type { SentOrder } from '../execution/decode-ledger';
import type { FillReason, OrderRecord } from '../execution/ledger';
import type { PaperOrder } from './paper-snapshot';
import { endWords } from './paper-words';

/** What was known of an order when it was sent. */
interface SentNote {
  readonly type: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly price: number | null;
  readonly why: string;
  readonly byHand: boolean;
  readonly trails: boolean;
}

const keptDone = 100;

/** Open orders and the last ones done, as a list shows them. */
export class PaperOrders {
  private readonly notes = new Map<OrderId, SentNote>();
  private readonly openIds = new Set<OrderId>();
  private doneIds: OrderId[] = [];

  constructor(private readonly timeOf: (bar: number) => number) {}

  /** Hears of an order. @param why left out for exits, which say it themselves */
  ordered(order: OrderRecord, sent: SentOrder, why: string, byHand: boolean): void {
    this.notes.set(order.order, {
      type: typeOf(sent),
      side: sideOf(sent),
      quantity: Math.abs(sent.quantity),
      price: sent.level > 0 && sent.reason !== 'time' ? sent.level : null,
      why: sent.parent === null ? why : exitOf(sent.reason),
      byHand,
      trails: sent.reason === 'trailing-stop',
    });
    this.changed(order);
  }

  /** Hears that an order filled or ended. */
  changed(order: OrderRecord): void {
    const { order: id } = order;
    if (order.status === 'open') {
      this.openIds.add(id);
      return;
    }
    this.openIds.delete(id);
    if (this.doneIds.at(-1) === id) return;
    this.doneIds.push(id);
    if (this.doneIds.length < 2 * keptDone) return;
    for (const old of this.doneIds.slice(0, -keptDone)) this.notes.delete(old);
    this.doneIds = this.doneIds.slice(-keptDone);
  }

  /** After a bar: trailing stops show the level they have moved to. */
  follow(levelOf: (order: OrderId) => number): void {
    for (const id of this.openIds) {
      const note = this.notes.get(id)!;
      if (note.trails) this.notes.set(id, { ...note, price: levelOf(id) });
    }
  }

  /** In the order they were sent. */
  open(orders: readonly OrderRecord[]): readonly PaperOrder[] {
    return [...this.openIds].map((id) => this.shown(orders[id]!));
  }

  /** Newest first. */
  done(orders: readonly OrderRecord[]): readonly PaperOrder[] {
    return this.doneIds
      .slice(-keptDone)
      .reverse()
      .map((id) => this.shown(orders[id]!));
  }

  private shown(order: OrderRecord): PaperOrder {
    const { why, trails: _trails, ...note } = this.notes.get(order.order)!;
    const end = order.status === 'open' || order.reason === null ? '' : endWords(order.reason);
    return {
      name: order.name,
      decidedAt: this.timeOf(order.decidedAt),
      ...note,
      filled: order.filled,
      status: order.status,
      note: end === '' ? why : `${why}: ${end}`,
    };
  }
}

const sideOf = (sent: SentOrder): 'buy' | 'sell' => (sent.quantity < 0 ? 'sell' : 'buy');

const typeNames: Partial<Record<FillReason, string>> = {
  target: 'market',
  'trailing-stop': 'trailing stop',
  time: 'time stop',
};

/** `Buy market`, `Sell stop-loss`. */
export function typeOf(sent: SentOrder): string {
  const kind = sent.reason === null ? 'order' : (typeNames[sent.reason] ?? sent.reason);
  return `${sideOf(sent) === 'buy' ? 'Buy' : 'Sell'} ${kind}`;
}

function exitOf(reason: FillReason | null): string {
  const exit = reason === null ? null : protectiveExit(reason);
  return exit === null ? 'Exit' : exitNames[exit];
}

/** An order by hand that is sent at the close of the bar that forms. */
export function waitingOrder(order: HandOrder, decidedAt: number): PaperOrder {
  const { kind, name, price, quantity, side } = order;
  return {
    name,
    decidedAt,
    type: `${side === 'buy' ? 'Buy' : 'Sell'} ${kind}`,
    side,
    quantity,
    filled: 0,
    price: price ?? null,
    status: 'open',
    note: 'By hand: sent at the close of this bar',
    byHand: true,
  };
}
