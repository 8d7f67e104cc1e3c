import { type Metric, metricUnless, noValue } from './metric';
import { mean } from './moments';
import { sampleProblem } from './sample-problem';

/** Pearson kurtosis (3 for a normal): m₄ / m₂² with central moments over n. No value where the returns never vary. */
export function kurtosis(returns: ArrayLike<number>): Metric {
  const problem = sampleProblem(returns, 2, true);
  if (problem !== null) return noValue(problem);
  const center = mean(returns);
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < returns.length; i++) {
    const d = returns[i]! - center;
    second += d * d;
    fourth += d * d * (d * d);
  }
  const m2 = second / returns.length;
  return metricUnless(fourth / returns.length / (m2 * m2), 'the returns never vary');
}
