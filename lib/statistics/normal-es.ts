import { normalDistribution } from '../kernels/normal';
import { normalDensity } from './normal-density';

/**
 * Expected shortfall of a normal return, a positive loss: −μ + σ · φ(Φ⁻¹(1 − confidence)) / (1 − confidence).
 * Source: McNeil, Frey & Embrechts, Quantitative Risk Management, 2015, ch. 2.
 */
export function normalEs(mean: number, deviation: number, confidence: number): number {
  const tail = 1 - confidence;
  return -mean + (deviation * normalDensity(normalDistribution().quantile(tail))) / tail;
}
