const most = 8;
const looked = 512;

/**
 * Decimals that write prices exactly: those of the tick, or where that is unknown (0) the most that any of up to 512
 * prices spread over the series needs. At least 2 where any are needed, null where 8 don't suffice.
 */
export function priceDecimals(tickSize: number, prices: Float64Array): number | null {
  if (tickSize > 0) return decimalsOf(tickSize);
  const stride = Math.max(1, Math.floor(prices.length / looked));
  let decimals = 0;
  for (let i = 0; i < prices.length; i += stride) {
    const needed = decimalsOf(prices[i]!);
    if (needed === null) return null;
    if (needed > decimals) decimals = needed;
  }
  return decimals === 1 ? 2 : decimals;
}

function decimalsOf(value: number): number | null {
  let scale = 1;
  for (let decimals = 0; decimals <= most; decimals++) {
    if (Math.floor(value * scale + 0.5) / scale === value) return decimals;
    scale *= 10;
  }
  return null;
}
