import { normalDistribution } from '../kernels/normal';
import { kurtosis } from './kurtosis';
import { type Metric, metricUnless, noValue } from './metric';
import { mean, sampleDeviation } from './moments';
import { normalDensity } from './normal-density';
import { sampleProblem } from './sample-problem';
import { skewness } from './skewness';

/** Moments the expansion is made from; K is the kurtosis above 3. */
interface Moments {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
  readonly excess: number;
}

/**
 * Value at risk by the Cornish–Fisher expansion, a positive loss: −(μ + σ·w) with z = Φ⁻¹(1 − confidence) and
 * w = z + (z² − 1)·S/6 + (z³ − 3z)·K/24 − (2z³ − 5z)·S²/36, S the population skewness, K the kurtosis less 3,
 * σ with n − 1. Per period, not annualised.
 *
 * Only where the expansion is a distribution: w must rise with z everywhere,
 * S²/9 ≤ 4·(K/8 − S²/6)·(1 − K/8 + 5S²/36). Outside there is no value.
 * Sources: Cornish & Fisher 1938; Maillard 2012 for the domain and the expected shortfall.
 */
export function cornishFisherVar(returns: ArrayLike<number>, confidence: number): Metric {
  const found = momentsOf(returns);
  if ('reason' in found) return noValue(found.reason);
  const { skewness: s, excess: k } = found;
  const z = normalDistribution().quantile(1 - confidence);
  const w =
    z +
    ((z * z - 1) * s) / 6 +
    ((z * z * z - 3 * z) * k) / 24 -
    ((2 * z * z * z - 5 * z) * s * s) / 36;
  return metricUnless(-(found.mean + found.deviation * w), 'the returns never vary');
}

/**
 * Expected shortfall of the same distribution: −μ + σ·φ(z)/(1 − confidence)·(1 + z·S/6 + (z² − 1)·K/24 − (2z² − 1)·S²/36),
 * which is the mean of −(μ + σ·w) over the tail below z. Same domain.
 */
export function cornishFisherEs(returns: ArrayLike<number>, confidence: number): Metric {
  const found = momentsOf(returns);
  if ('reason' in found) return noValue(found.reason);
  const { skewness: s, excess: k } = found;
  const tail = 1 - confidence;
  const z = normalDistribution().quantile(tail);
  const weight = 1 + (z * s) / 6 + ((z * z - 1) * k) / 24 - ((2 * z * z - 1) * s * s) / 36;
  return metricUnless(
    -found.mean + ((found.deviation * normalDensity(z)) / tail) * weight,
    'the returns never vary',
  );
}

/** Whether the quantile function of the expansion rises everywhere. */
export function cornishFisherValid(skew: number, excess: number): boolean {
  const cubic = excess / 8 - (skew * skew) / 6;
  const linear = 1 - excess / 8 + (5 * skew * skew) / 36;
  return cubic >= 0 && linear > 0 && (skew * skew) / 9 <= 4 * cubic * linear;
}

function momentsOf(returns: ArrayLike<number>): Moments | { readonly reason: string } {
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
