/**
 * Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
 * `sorted` ascending and not empty, 0 ≤ p ≤ 1.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return between(low, high, place - below);
}

/** So few are sorted faster by the host, which needs no warming up. */
const fewValues = 32_768;

/** {@link quantileOfSorted} of finite values in any order; many are not sorted through (Hoare 1961, algorithm 65). */
export function quantile(values: ArrayLike<number>, p: number): number {
  const own = new Float64Array(values);
  if (own.length <= fewValues) return quantileOfSorted(own.sort(), p);
  const place = (own.length - 1) * p;
  const below = Math.floor(place);
  select(own, below);
  const low = own[below]!;
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < own.length; i++) if (own[i]! < high) high = own[i]!;
  return between(low, below + 1 < own.length ? high : low, place - below);
}

/** Moves the k-th smallest value to place k, smaller ones before it and larger ones after it. */
function select(values: Float64Array, k: number): void {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const a = values[left]!;
    const b = values[(left + right) >>> 1]!;
    const c = values[right]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const moved = values[i]!;
      values[i++] = values[j]!;
      values[j--] = moved;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

function between(low: number, high: number, part: number): number {
  // From the nearer end, so that a place at an end gives exactly that end.
  return part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part;
}
