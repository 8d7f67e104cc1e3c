import { type Metric, metricUnless, noValue } from './metric';
import { isFlatButRounding } from './moments';
import { pairedSample } from './paired-sample';

/**
 * Pearson correlation of returns over the same periods, −1..1. No value where one of the two never varies.
 * Source: Pearson 1895.
 */
export function correlation(returns: ArrayLike<number>, benchmark: ArrayLike<number>): Metric {
  const pair = pairedSample(returns, benchmark);
  if ('reason' in pair) return noValue(pair.reason);
  if (isFlatButRounding(returns)) return noValue('the returns never vary');
  const size = Math.sqrt(pair.run) * Math.sqrt(pair.benchmark);
  if (size === 0) return noValue('the returns never vary');
  return metricUnless(Math.max(-1, Math.min(1, pair.together / size)), 'the returns never vary');
}
