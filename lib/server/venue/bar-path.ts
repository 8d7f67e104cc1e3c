import type { Candle } from '../../market/exchange/exchange-port';

/** Trades of one bar, spread evenly over it. */
export const tradesABar = 4;

/**
 * The prices of a bar's trades: open, the extreme away from the close, the other extreme, close. A quarter of the
 * volume trades at each, so that the trades give back the bar to the last digit.
 */
export function barPath(bar: Candle): readonly [number, number, number, number] {
  const [, open, high, low, close] = bar;
  return close >= open ? [open, low, high, close] : [open, high, low, close];
}

/** The bar as it stands after the first `trades` of its {@link tradesABar} trades, at least one. */
export function formingBar(bar: Candle, trades: number): Candle {
  if (trades >= tradesABar) return bar;
  const path = barPath(bar);
  let high = path[0];
  let low = path[0];
  for (let k = 1; k < trades; k++) {
    high = Math.max(high, path[k]!);
    low = Math.min(low, path[k]!);
  }
  return [bar[0], path[0], high, low, path[trades - 1]!, (bar[5] * trades) / tradesABar];
}

/** How many of a bar's trades have happened by `nowMs`; 0 before it opens. */
export function tradesBy(openMs: number, intervalMs: number, nowMs: number): number {
  if (nowMs < openMs) return 0;
  const quarter = intervalMs / tradesABar;
  return Math.min(tradesABar, Math.floor((nowMs - openMs) / quarter) + 1);
}
