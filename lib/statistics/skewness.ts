import { type Metric, metricUnless, noValue } from './metric';
import { mean } from './moments';
import { sampleProblem } from './sample-problem';

/** Population skewness: m₃ / m₂^(3/2) with central moments over n. No value where the returns never vary. */
export function skewness(returns: ArrayLike<number>): Metric {
  const problem = sampleProblem(returns, 2, true);
  if (problem !== null) return noValue(problem);
  const center = mean(returns);
  let second = 0;
  let third = 0;
  for (let i = 0; i < returns.length; i++) {
    const d = returns[i]! - center;
    second += d * d;
    third += d * d * d;
  }
  const m2 = second / returns.length;
  return metricUnless(third / returns.length / (m2 * Math.sqrt(m2)), 'the returns never vary');
}
