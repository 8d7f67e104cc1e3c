import { type Metric, metric, noValue } from './metric';
import { quantile } from './quantile';
import { sampleProblem } from './sample-problem';

/**
 * Historical value at risk: the loss that was not exceeded in `confidence` of the periods, as a positive number:
 * −quantile(returns, 1 − confidence), type 7. Per period, not annualised. Source: Jorion 2006.
 */
export function historicalVar(returns: ArrayLike<number>, confidence: number): Metric {
  const problem = sampleProblem(returns, 1, false);
  if (problem !== null) return noValue(problem);
  return metric(-quantile(returns, 1 - confidence));
}
