// Deepest decline of a column from its running peak.

/** Values compared at once. */
const BLOCK: i32 = 8;

/**
 * Of values [from, to): least of value / peak − 1, 0 where none is below its peak. `startPeak` stood before the first.
 * Of the values under one peak the lowest declines most, so one division a peak is enough.
 */
export function deepestDecline(column: usize, from: i32, to: i32, startPeak: f64): f64 {
  let peak = startPeak;
  let lowest = startPeak;
  let deepest: f64 = 0;
  let i = from;
  while (i < to) {
    const at = column + (<usize>i << 3);
    if (i + BLOCK <= to && isBetween(at, lowest, peak)) {
      i += BLOCK;
      continue;
    }
    const end = min(to, i + BLOCK);
    for (; i < end; i++) {
      const value = load<f64>(column + (<usize>i << 3));
      if (value > peak) {
        deepest = min(deepest, lowest / peak - 1);
        peak = value;
        lowest = value;
      } else if (value < lowest) {
        lowest = value;
      }
    }
  }
  return min(deepest, lowest / peak - 1);
}

/** Whether a block holds no new peak and no new low. */
// @ts-ignore: decorator
@inline
function isBetween(at: usize, lowest: f64, peak: f64): bool {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  const highest = f64x2.pmax(f64x2.pmax(a, b), f64x2.pmax(c, d));
  const least = f64x2.pmin(f64x2.pmin(a, b), f64x2.pmin(c, d));
  const beyond = v128.or(
    f64x2.gt(highest, f64x2.splat(peak)),
    f64x2.lt(least, f64x2.splat(lowest)),
  );
  return !v128.any_true(beyond);
}
