import { type Metric, metric, noValue } from './metric';
import { sampleDeviation } from './moments';
import { sampleProblem } from './sample-problem';

/** Annualised volatility: sample standard deviation (n − 1) of the returns · √periodsPerYear. */
export function volatility(returns: ArrayLike<number>, periodsPerYear: number): Metric {
  const problem = sampleProblem(returns, 2, false);
  if (problem !== null) return noValue(problem);
  return metric(sampleDeviation(returns) * Math.sqrt(periodsPerYear));
}
