import { expectedMaxSharpe } from './expected-max-sharpe';
import { type Metric, mapMetric } from './metric';
import { sampleVariance } from './moments';
import { probabilisticSharpe } from './probabilistic-sharpe';

/**
 * Deflated Sharpe ratio: the probabilistic Sharpe against the best of as many skill-less trials.
 * `trialSharpes` are the per-period Sharpe ratios of everything tried, this one included; variance with n − 1.
 * No value below two trials. Source: Bailey & López de Prado 2014.
 */
export function deflatedSharpe(
  returns: ArrayLike<number>,
  trialSharpes: readonly number[],
): Metric {
  const hurdle = expectedMaxSharpe(sampleVariance(trialSharpes), trialSharpes.length);
  return mapMetric(hurdle, (sr) => probabilisticSharpe(returns, sr));
}
