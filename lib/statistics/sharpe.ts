import { type Metric, mapMetric, metricUnless, noValue } from './metric';
import { mean, sampleDeviation } from './moments';
import { sampleProblem } from './sample-problem';

/**
 * Sharpe ratio: mean(r − rf) / std(r − rf) · √periodsPerYear, std with n − 1.
 * `riskFree` is per period. `periodsPerYear` 1 gives the per-period ratio.
 * No value below two returns or where they never vary. Source: Sharpe 1994.
 */
export function sharpe(
  returns: ArrayLike<number>,
  options: { readonly periodsPerYear: number; readonly riskFree?: number },
): Metric {
  const problem = sampleProblem(returns, 2, true);
  if (problem !== null) return noValue(problem);
  const riskFree = options.riskFree ?? 0;
  const excess = riskFree === 0 ? returns : less(returns, riskFree);
  const ratio = metricUnless(mean(excess) / sampleDeviation(excess), neverVary);
  return annualised(ratio, options.periodsPerYear);
}

/** A ratio per period as one a year. */
export function annualised(ratio: Metric, periodsPerYear: number): Metric {
  return mapMetric(ratio, (value) => metricUnless(value * Math.sqrt(periodsPerYear), neverVary));
}

const neverVary = 'the returns never vary';

function less(returns: ArrayLike<number>, rate: number): Float64Array {
  const excess = new Float64Array(returns.length);
  for (let i = 0; i < excess.length; i++) excess[i] = returns[i]! - rate;
  return excess;
}
