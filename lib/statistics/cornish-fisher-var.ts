import { normalDistribution } from '../kernels/normal';
import { cornishFisherMoments } from './cornish-fisher';
import { type Metric, metricUnless, noValue } from './metric';

/**
 * Value at risk by the Cornish–Fisher expansion, a positive loss: −(μ + σ·w), w the expansion at
 * z = Φ⁻¹(1 − confidence), see cornish-fisher.ts, σ with n − 1. Per period, not annualised. No value where the
 * expansion is no distribution. Sources: Cornish & Fisher 1938; Maillard 2012.
 */
export function cornishFisherVar(returns: ArrayLike<number>, confidence: number): Metric {
  const found = cornishFisherMoments(returns);
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
