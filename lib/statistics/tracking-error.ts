import { type Metric, metric, noValue } from './metric';
import { returnRounding, sampleDeviation } from './moments';
import { pairProblem } from './paired-sample';

/** Return less the benchmark's, period by period; 0 where they differ by rounding alone. */
export function activeReturns(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
): Float64Array {
  const active = new Float64Array(returns.length);
  for (let i = 0; i < active.length; i++) {
    const difference = returns[i]! - benchmark[i]!;
    active[i] = Math.abs(difference) <= returnRounding ? 0 : difference;
  }
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
