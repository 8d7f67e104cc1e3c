import { normalDistribution } from '../kernels/normal';

/**
 * Value at risk of a normal return, a positive loss: −(μ + σ · Φ⁻¹(1 − confidence)).
 * Source: McNeil, Frey & Embrechts, Quantitative Risk Management, 2015, ch. 2.
 */
export function normalVar(mean: number, deviation: number, confidence: number): number {
  return -(mean + deviation * normalDistribution().quantile(1 - confidence));
}
