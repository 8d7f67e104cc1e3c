import { normalDistribution } from '../kernels/normal';
import { type Metric, metric, noValue } from './metric';
import { sharpeUncertainty } from './sharpe-uncertainty';

/**
 * Probabilistic Sharpe ratio: the probability that the true per-period Sharpe is above `benchmark`,
 * Φ((SR − SR*)·√(n − 1) / √(1 − γ₃·SR + (γ₄ − 1)/4·SR²)).
 * No value below two returns or where they never vary. Source: Bailey & López de Prado 2012.
 */
export function probabilisticSharpe(returns: ArrayLike<number>, benchmark = 0): Metric {
  const estimate = sharpeUncertainty(returns);
  if ('reason' in estimate) return noValue(estimate.reason);
  const distance = (estimate.sharpe - benchmark) * Math.sqrt(returns.length - 1);
  return metric(normalDistribution().cdf(distance / Math.sqrt(estimate.spread)));
}
