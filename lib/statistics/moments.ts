/** Σx / n in index order; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Σ(x − mean)² in index order. */
function squaredDeviations(values: ArrayLike<number>, center: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const d = values[i]! - center;
    sum += d * d;
  }
  return sum;
}

/** Sample variance, n − 1 in the denominator. Exactly 0 where all values are equal; NaN below two values. */
export function sampleVariance(values: ArrayLike<number>): number {
  if (values.length < 2) return Number.NaN;
  if (isFlat(values)) return 0;
  return squaredDeviations(values, mean(values)) / (values.length - 1);
}

/** Root of the sample variance. */
export function sampleDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(sampleVariance(values));
}

/** True where no value differs from the first. Decided by comparing, never by a computed zero. */
export function isFlat(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

/** 64 steps of a double at 1: returns are ratios of money, so that nothing finer than this is known of them. */
export const returnRounding = 1 / 70368744177664;

/**
 * True where no return differs from another by more than rounding: those of a price that grows by the same factor every
 * bar do, and a ratio of them would be made of nothing else. Of returns above 1 it is as much more as they are larger.
 */
export function isFlatButRounding(returns: ArrayLike<number>): boolean {
  let least = returns[0] ?? 0;
  let most = least;
  for (let i = 1; i < returns.length; i++) {
    least = Math.min(least, returns[i]!);
    most = Math.max(most, returns[i]!);
    if (!(most - least <= returnRounding * Math.max(1, Math.abs(least), Math.abs(most))))
      return false;
  }
  return true;
}
