import type { BarIndex, InstrumentId } from './nominal';

/** Exits put on the part of a fill that opens a position: fractions of the fill price, 0 = none. */
export interface Protection {
  readonly stopLoss: number;
  readonly takeProfit: number;
  /** Distance below (long) or above (short) the best price since the fill; moved after each bar. Left out = none. */
  readonly trailingStop?: number;
  /** Bars from the entry bar, which counts as the first; 0 = none. */
  readonly timeStopBars: number;
}

interface OrderOptions {
  readonly instrument: InstrumentId;
  /** The sender's name for the order, unique within a session. */
  readonly name: string;
  /** Why it was sent, in plain words. */
  readonly reason: string;
  readonly protection?: Protection;
  /** Orders of one group: any fill cancels the others. */
  readonly ocoGroup?: string;
  /** Last bar the order lives through. */
  readonly expiresAt?: BarIndex;
  readonly reduceOnly?: boolean;
}

interface QuantityOrder extends OrderOptions {
  readonly side: 'buy' | 'sell';
  /** Units, > 0. */
  readonly quantity: number;
}

/** An order a strategy or the user wants queued at a decision; it meets the market from the next event on. Prices are in quote currency. */
export type OrderIntent =
  | (QuantityOrder & { readonly kind: 'market' })
  | (QuantityOrder & { readonly kind: 'limit'; readonly limit: number })
  | (QuantityOrder & { readonly kind: 'stop'; readonly stop: number })
  | (QuantityOrder & { readonly kind: 'stop-limit'; readonly stop: number; readonly limit: number })
  | (QuantityOrder & { readonly kind: 'trailing-stop'; readonly trail: number })
  /** Share of equity to hold, signed: −1 = short by the whole equity. */
  | (OrderOptions & { readonly kind: 'target-fraction'; readonly fraction: number });
