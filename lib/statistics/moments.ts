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

/** Four steps of a double at 1: returns are ratios of money, so that nothing finer than this is known of them. */
export const returnRounding = 2 / 2251799813685248;

/** True where returns differ by the rounding of their arithmetic alone; of returns above 1 that is so much more. */
export function isFlatButRounding(returns: ArrayLike<number>): boolean {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < returns.length; i++) {
    least = Math.min(least, returns[i]!);
    most = Math.max(most, returns[i]!);
  }
  return most - least <= returnRounding * Math.max(1, Math.abs(least), Math.abs(most));
}
