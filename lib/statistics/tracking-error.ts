import { type Metric, metric, noValue } from './metric';
import { sampleDeviation } from './moments';
import { pairProblem } from './paired-sample';

/** Return less the benchmark's, period by period. */
export function activeReturns(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
): Float64Array {
  const active = new Float64Array(returns.length);
  for (let i = 0; i < active.length; i++) active[i] = returns[i]! - benchmark[i]!;
  return active;
}

/**
 * Tracking error a year: std(r − b) · √periodsPerYear, std with n − 1. No value below two returns.
 * Source: Grinold & Kahn, Active Portfolio Management, 2000.
 */
export function trackingError(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  periodsPerYear: number,
): Metric {
  const problem = pairProblem(returns, benchmark, 2);
  if (problem !== null) return noValue(problem);
  return metric(sampleDeviation(activeReturns(returns, benchmark)) * Math.sqrt(periodsPerYear));
}
