/** Equity after each return, the start first: start, start·(1+r₁), start·(1+r₁)(1+r₂) … Length n + 1. */
export function equityFromReturns(returns: ArrayLike<number>, start = 1): Float64Array {
  const equity = new Float64Array(returns.length + 1);
  let growth = 1;
  equity[0] = start;
  for (let i = 0; i < returns.length; i++) {
    growth *= 1 + returns[i]!;
    equity[i + 1] = start * growth;
  }
  return equity;
}

/** Simple returns between neighbouring values, length n − 1. NaN where the earlier value is not positive. */
export function returnsFromEquity(equity: ArrayLike<number>): Float64Array {
  const returns = new Float64Array(Math.max(0, equity.length - 1));
  for (let i = 0; i < returns.length; i++) {
    const before = equity[i]!;
    returns[i] = before > 0 ? equity[i + 1]! / before - 1 : Number.NaN;
  }
  return returns;
}
