import { normalDistribution } from '../kernels/normal';
import { cornishFisherMoments } from './cornish-fisher';
import { type Metric, metricUnless, noValue } from './metric';
import { normalDensity } from './normal-density';

/**
 * Expected shortfall by the Cornish–Fisher expansion, a positive loss, the mean of −(μ + σ·w) over the tail below
 * z = Φ⁻¹(1 − confidence): −μ + σ·φ(z)/(1 − confidence)·(1 + z·S/6 + (z² − 1)·K/24 − (2z² − 1)·S²/36), symbols as in
 * cornish-fisher.ts. Per period, not annualised. No value where the expansion is no distribution.
 * Source: Maillard 2012.
 */
export function cornishFisherEs(returns: ArrayLike<number>, confidence: number): Metric {
  const found = cornishFisherMoments(returns);
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
