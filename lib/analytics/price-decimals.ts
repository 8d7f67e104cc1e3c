const most = 8;
const looked = 512;

/**
 * Decimals prices are shown with: those of the tick, or where that is unknown (0) the most that any of up to 512
 * prices spread over the series needs, but no finer than a millionth of the last price (two are always allowed):
 * files written from single-precision numbers have digits that were never quoted.
 */
export function priceDecimals(tickSize: number, prices: Float64Array): number {
  if (tickSize > 0) return decimalsOf(tickSize);
  const stride = Math.max(1, Math.floor(prices.length / looked));
  let needed = 0;
  for (let i = 0; i < prices.length; i += stride) needed = Math.max(needed, decimalsOf(prices[i]!));
  const finest = (prices[prices.length - 1] ?? 1) * 1e-6;
  let allowed = 0;
  for (let step = 1; allowed < most && step / 10 >= finest; step /= 10) allowed++;
  const decimals = Math.min(needed, Math.max(2, allowed));
  return decimals === 1 ? 2 : decimals;
}

/** Decimals that write a number exactly, at most 8. */
function decimalsOf(value: number): number {
  let scale = 1;
  for (let decimals = 0; decimals < most; decimals++) {
    if (Math.floor(value * scale + 0.5) / scale === value) return decimals;
    scale *= 10;
  }
  return most;
}
