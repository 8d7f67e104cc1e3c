import { type Metric, metricUnless, noValue } from './metric';
import { quantile } from './quantile';
import { sampleProblem } from './sample-problem';

/**
 * Tail ratio: |95 % quantile| / |5 % quantile| of the returns, type 7. Above 1 the large gains are larger than the
 * large losses. No value where the lower quantile is no loss or the upper one no gain, as for a run that is rarely
 * in the market: the ratio would compare other things than two tails. Source: empyrical, `tail_ratio`.
 */
export function tailRatio(returns: ArrayLike<number>): Metric {
  const problem = sampleProblem(returns, 2, false);
  if (problem !== null) return noValue(problem);
  const low = quantile(returns, 0.05);
  const high = quantile(returns, 0.95);
  if (low >= 0) return noValue('too few losing periods to have a lower tail');
  if (high <= 0) return noValue('too few winning periods to have an upper tail');
  return metricUnless(high / -low, 'the losses are too small to divide by');
}
