import type { BarIndex, OrderId } from '../core/nominal';

export type Side = 'buy' | 'sell';

export type FillReason =
  | 'market'
  | 'target'
  | 'stop'
  | 'stop-limit'
  | 'limit'
  | 'trailing-stop'
  | 'stop-loss'
  | 'take-profit'
  | 'time'
  | 'liquidation'
  | 'stop-gap'
  | 'limit-gap'
  | 'stop-loss-gap'
  | 'take-profit-gap'
  | 'stop-limit-gap'
  | 'trailing-stop-gap'
  | 'liquidation-gap'
  | 'stop-rest'
  | 'stop-loss-rest'
  | 'trailing-stop-rest'
  | 'time-rest';

export type FillCut = 'cash' | 'reduceOnly' | 'participation';

/** The order of a liquidation: there is none. */
export const noOrder = -1 as OrderId;

/** One execution. `price = refPrice · (1 ± slippage)`; spread and fee left cash apart, in account money. */
export interface Fill {
  readonly bar: BarIndex;
  /** {@link noOrder} for a liquidation. */
  readonly order: OrderId;
  readonly side: Side;
  readonly quantity: number;
  /** A price inside the bar. */
  readonly refPrice: number;
  readonly price: number;
  /** quantity · |price − refPrice|, money. */
  readonly slippage: number;
  readonly spread: number;
  readonly fee: number;
  readonly reason: FillReason;
  readonly cut: FillCut | null;
}

export type OrderStatus = 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected' | 'skipped';

export interface OrderRecord {
  readonly order: OrderId;
  /** Name given by the sender, or `parent:sl1` for children. */
  readonly name: string;
  readonly decidedAt: BarIndex;
  readonly status: OrderStatus;
  readonly filled: number;
  readonly reason: string | null;
}

/** Flat to flat, or reversal to reversal, at average cost. */
export interface Trade {
  readonly entryBar: BarIndex;
  readonly exitBar: BarIndex;
  readonly side: 'long' | 'short';
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** After costs. */
  readonly pnl: number;
  /** Spread, fees, funding and the borrowing of shorts while it was open. */
  readonly costs: number;
  /** Why the closing fill happened. */
  readonly exitReason: FillReason;
}

export interface OpenTrade {
  readonly entryBar: BarIndex;
  /** Signed units. */
  readonly position: number;
  readonly averageCost: number;
  readonly realised: number;
  readonly costs: number;
}

/** Everything a run did, decoded from the broker's log. Arrays have one value a bar. */
export interface Ledger {
  readonly fills: readonly Fill[];
  readonly orders: readonly OrderRecord[];
  readonly trades: readonly Trade[];
  readonly openTrade: OpenTrade | null;
  readonly cash: Float64Array;
  /** Signed units held at the close. */
  readonly position: Float64Array;
  /** cash + position · close. */
  readonly equity: Float64Array;
  /** Funding, borrowing and interest that left cash at each bar's open, money; below 0 where it was received. */
  readonly carry: Float64Array;
  /** Of it, interest on cash below zero: the part that is no trade's cost. */
  readonly interest: Float64Array;
}
