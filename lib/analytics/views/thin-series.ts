/**
 * Indices of at most `maxPoints` values of `[from, to)` that keep every peak and trough: the first and the last value
 * with a number, and between them the lowest and the highest of each of equally long stretches, in order.
 * NaN is never chosen; a stretch without numbers gives none.
 */
export function thinIndices(
  values: ArrayLike<number>,
  maxPoints: number,
  from = 0,
  to = values.length,
): number[] {
  let first = from;
  let last = to - 1;
  while (first <= last && Number.isNaN(values[first])) first++;
  while (last > first && Number.isNaN(values[last])) last--;
  if (last < first) return [];
  const room = Math.max(2, Math.floor(maxPoints));
  const chosen: number[] = [];
  if (last - first + 1 <= room) {
    for (let i = first; i <= last; i++) if (!Number.isNaN(values[i])) chosen.push(i);
    return chosen;
  }
  const buckets = Math.floor((room - 2) / 2);
  const inner = last - first - 1;
  chosen.push(first);
  for (let b = 0; b < buckets; b++) {
    const start = first + 1 + Math.floor((b * inner) / buckets);
    const end = first + 1 + Math.floor(((b + 1) * inner) / buckets);
    let low = -1;
    let high = -1;
    for (let i = start; i < end; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      if (low < 0 || value < values[low]!) low = i;
      if (high < 0 || value > values[high]!) high = i;
    }
    if (low < 0) continue;
    chosen.push(Math.min(low, high));
    if (low !== high) chosen.push(Math.max(low, high));
  }
  chosen.push(last);
  return chosen;
}

export interface SeriesPoint {
  /** UTC epoch ms. */
  readonly time: number;
  readonly value: number;
}

/** A line of at most `maxPoints` points with every peak and trough of the whole one. */
export function thinSeries(
  time: ArrayLike<number>,
  values: ArrayLike<number>,
  maxPoints: number,
): SeriesPoint[] {
  return thinIndices(values, maxPoints).map((i) => ({ time: time[i]!, value: values[i]! }));
}
