import { barPath, tradesABar, tradesBy } from './bar-path';
import type { VenueSeries } from './venue-market';

/** One trade at the venue. */
export interface Trade {
  /** Counted from 0 over the whole series, without a hole. */
  readonly id: number;
  readonly time: number;
  readonly price: number;
  readonly quantity: number;
  /** Whether the seller took the price, as on a fall. */
  readonly isSellerTaker: boolean;
}

/** Trade `id` of the series. */
export function tradeAt(series: VenueSeries, id: number): Trade {
  const index = Math.floor(id / tradesABar);
  const k = id - index * tradesABar;
  const bar = series.bar(index);
  const path = barPath(bar);
  return {
    id,
    time: bar[0] + (k * series.intervalMs) / tradesABar,
    price: path[k]!,
    quantity: bar[5] / tradesABar,
    isSellerTaker: k === 0 ? bar[4] < bar[1] : path[k]! < path[k - 1]!,
  };
}

/** How many trades have happened by `nowMs`. */
export function tradesUntil(series: VenueSeries, nowMs: number): number {
  const begun = series.indexFrom(nowMs + 1);
  if (begun === 0) return 0;
  const last = series.bar(begun - 1);
  return (begun - 1) * tradesABar + tradesBy(last[0], series.intervalMs, nowMs);
}

/** The newest trade by `nowMs`, null before the first. */
export function lastTrade(series: VenueSeries, nowMs: number): Trade | null {
  const count = tradesUntil(series, nowMs);
  return count === 0 ? null : tradeAt(series, count - 1);
}

export interface TradeRange {
  readonly fromId?: number | undefined;
  /** Trades at or after this moment. */
  readonly from?: number | undefined;
  /** Trades at or before this moment. */
  readonly to?: number | undefined;
  readonly limit: number;
}

/** Trades of a range, oldest first: the first ones from a number or moment, else the newest. */
export function tradesOf(series: VenueSeries, range: TradeRange, nowMs: number): Trade[] {
  const end = tradesUntil(series, Math.min(range.to ?? nowMs, nowMs));
  const first =
    range.fromId ??
    (range.from === undefined
      ? Math.max(0, end - range.limit)
      : tradesUntil(series, Math.min(range.from - 1, nowMs)));
  const trades: Trade[] = [];
  for (let id = first; id < end && trades.length < range.limit; id++) {
    trades.push(tradeAt(series, id));
  }
  return trades;
}

/** Best bid and ask by `nowMs`: one step below and above the last price. */
export interface Quote {
  readonly bid: number;
  readonly ask: number;
  readonly bidQuantity: number;
  readonly askQuantity: number;
  /** Number of the trade it follows. */
  readonly updateId: number;
}

/** @returns null before the first trade */
export function quoteAt(series: VenueSeries, nowMs: number): Quote | null {
  const last = lastTrade(series, nowMs);
  if (last === null) return null;
  const [bid, ask] = [-1, 1].map((steps) => priceBeside(series, last.price, steps));
  return {
    bid: bid!,
    ask: ask!,
    bidQuantity: last.quantity,
    askQuantity: last.quantity,
    updateId: last.id + 1,
  };
}

/** The price some steps away from another, on the grid of prices. */
export function priceBeside(series: VenueSeries, price: number, steps: number): number {
  const tick = series.listing.tickSize === 0 ? 1e-8 : series.listing.tickSize;
  const scale = Math.floor(1 / tick + 0.5);
  return scale > 0 && scale * tick > 0.999_999
    ? Math.max(1, Math.floor(price * scale + 0.5) + steps) / scale
    : Math.max(tick, price + steps * tick);
}
