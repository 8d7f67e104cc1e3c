import type { Protection } from '../../lib/core/order-intent';
import type { OrderStatus } from '../../lib/execution/ledger';

/** What an order is matched as; a triggered stop-limit is a limit, what a bar's volume left of a stop a market order. */
export type ReferenceKind = 'market' | 'limit' | 'stop' | 'stop-limit' | 'time';

/** What an order is there for, which is what its fills are called. */
export type Purpose =
  | 'market'
  | 'target'
  | 'stop'
  | 'stop-limit'
  | 'limit'
  | 'trailing-stop'
  | 'stop-loss'
  | 'take-profit'
  | 'time';

/** Where in a bar something fills. */
export type Place = 'open' | 'inside' | 'close';

/** One order of the slow broker, refused ones and children included. */
export interface ReferenceOrder {
  readonly id: string;
  readonly number: number;
  readonly purpose: Purpose;
  readonly sign: 1 | -1;
  readonly decidedAt: number;
  readonly parent: ReferenceOrder | null;
  /** Of a child: which fill of its parent it belongs to, 1 = the first. */
  readonly fillOfParent: number;
  /** Of a child: the bar of that fill, and where in it. */
  readonly bornIn: number;
  readonly bornAt: Place | null;
  kind: ReferenceKind;
  /** A stop's or time stop's remainder, waiting as a market order. */
  isRest: boolean;
  left: number;
  filled: number;
  /** Fills so far. */
  fills: number;
  level: number;
  /** Of a stop-limit. */
  limit: number;
  /** Of a trailing stop, 0 = the level stays. */
  trail: number;
  extreme: number;
  reduceOnly: boolean;
  group: string | null;
  /** Last bar lived through, ∞ = no end. */
  expiresAt: number;
  /** Of a time stop: the bar it fills at the close of. */
  dueAt: number;
  /** The bar in which it is not tested any more. */
  doneFor: number;
  protection: Protection;
  status: OrderStatus;
  reason: string | null;
}

export const unprotected: Protection = { stopLoss: 0, takeProfit: 0, timeStopBars: 0 };

/** An open order with nothing special about it. */
export function referenceOrder(
  order: Pick<
    ReferenceOrder,
    'id' | 'number' | 'purpose' | 'sign' | 'decidedAt' | 'kind' | 'left'
  > &
    Partial<ReferenceOrder>,
): ReferenceOrder {
  return {
    parent: null,
    fillOfParent: 0,
    bornIn: -2,
    bornAt: null,
    isRest: false,
    filled: 0,
    fills: 0,
    level: 0,
    limit: 0,
    trail: 0,
    extreme: 0,
    reduceOnly: false,
    group: null,
    expiresAt: Number.POSITIVE_INFINITY,
    dueAt: -1,
    doneFor: -1,
    protection: unprotected,
    status: 'open',
    reason: null,
    ...order,
  };
}

export function endOrder(
  order: ReferenceOrder,
  reason: string,
  status: OrderStatus = 'cancelled',
): void {
  order.status = status;
  order.reason = reason;
}

/** Whether the price falls to a level, or rises to it: sell stops and buy limits wait below. */
export const waitsBelow = (order: ReferenceOrder): boolean =>
  order.kind === 'limit' ? order.sign > 0 : order.sign < 0;

/** Whether a bar, or an open with high = low, reaches an order's level; equality counts. */
export const reaches = (order: ReferenceOrder, high: number, low: number): boolean =>
  waitsBelow(order) ? low <= order.level : high >= order.level;
