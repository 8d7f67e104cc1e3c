/**
 * Ranks of finite values from 1 (smallest) to n, equal values sharing the mean of their places; for rank correlations.
 * Source: Spearman 1904.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(n);
  for (let first = 0; first < n; ) {
    let end = first + 1;
    while (end < n && values[order[end]!] === values[order[first]!]) end++;
    const shared = (first + 1 + end) / 2;
    for (let k = first; k < end; k++) ranks[order[k]!] = shared;
    first = end;
  }
  return ranks;
}
