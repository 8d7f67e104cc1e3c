/**
 * Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
 * `sorted` ascending and not empty, 0 ≤ p ≤ 1.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const part = place - below;
  // From the nearer end, so that a place at an end gives exactly that end.
  return part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part;
}
