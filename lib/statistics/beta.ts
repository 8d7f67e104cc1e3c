import { type Metric, metricUnless, noValue } from './metric';
import { pairedSample } from './paired-sample';

/**
 * Beta: cov(r, b) / var(b) of returns over the same periods. No value where the benchmark never varies.
 * Source: Sharpe 1964.
 */
export function beta(returns: ArrayLike<number>, benchmark: ArrayLike<number>): Metric {
  const pair = pairedSample(returns, benchmark);
  if ('reason' in pair) return noValue(pair.reason);
  return metricUnless(pair.together / pair.benchmark, 'the benchmark never varies');
}
