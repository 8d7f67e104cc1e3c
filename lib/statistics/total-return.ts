import { type Metric, metricUnless, noValue } from './metric';
import { sampleProblem } from './sample-problem';

/** Compound return of a series of simple returns: Π(1 + r) − 1. Not annualised. No value without returns. */
export function totalReturn(returns: ArrayLike<number>): Metric {
  const problem = sampleProblem(returns, 1, false);
  if (problem !== null) return noValue(problem);
  let growth = 1;
  for (let i = 0; i < returns.length; i++) growth *= 1 + returns[i]!;
  return metricUnless(growth - 1, 'the return is larger than a number can hold');
}
