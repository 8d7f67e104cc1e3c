import { kurtosis } from './kurtosis';
import { mean, sampleDeviation } from './moments';
import { sampleProblem } from './sample-problem';
import { skewness } from './skewness';

/** What the expansion of a sample is made from. */
export interface CornishFisherMoments {
  readonly mean: number;
  /** n − 1 in the denominator. */
  readonly deviation: number;
  /** Of the population. */
  readonly skewness: number;
  /** Kurtosis less 3. */
  readonly excess: number;
}

/**
 * Whether the Cornish–Fisher expansion is a distribution:
 * w = z + (z² − 1)·S/6 + (z³ − 3z)·K/24 − (2z³ − 5z)·S²/36, S the skewness and K the excess kurtosis, must rise with z
 * everywhere, which is S²/9 ≤ 4·(K/8 − S²/6)·(1 − K/8 + 5S²/36) with both factors ≥ 0. Source: Maillard 2012.
 */
export function cornishFisherValid(skew: number, excess: number): boolean {
  const cubic = excess / 8 - (skew * skew) / 6;
  const linear = 1 - excess / 8 + (5 * skew * skew) / 36;
  return cubic >= 0 && linear > 0 && (skew * skew) / 9 <= 4 * cubic * linear;
}

/** The moments of a sample, or in plain words why the expansion says nothing of it. */
export function cornishFisherMoments(
  returns: ArrayLike<number>,
): CornishFisherMoments | { readonly reason: string } {
  const problem = sampleProblem(returns, 2, true);
  if (problem !== null) return { reason: problem };
  const third = skewness(returns);
  const fourth = kurtosis(returns);
  if (third.value === null) return { reason: third.reason };
  if (fourth.value === null) return { reason: fourth.reason };
  const excess = fourth.value - 3;
  if (!cornishFisherValid(third.value, excess)) {
    return {
      reason: 'skew and tails of the returns lie outside the range the expansion holds for',
    };
  }
  return {
    mean: mean(returns),
    deviation: sampleDeviation(returns),
    skewness: third.value,
    excess,
  };
}
