import { type Metric, noValue } from './metric';
import { isFlatButRounding } from './moments';
import { pairProblem } from './paired-sample';
import { sharpe } from './sharpe';
import { activeReturns } from './tracking-error';

/**
 * Information ratio: mean(r − b) / std(r − b) · √periodsPerYear, the Sharpe ratio of what was earned beside the
 * benchmark. No value where run and benchmark differ by the same amount in every period.
 * Source: Grinold & Kahn, Active Portfolio Management, 2000.
 */
export function informationRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  periodsPerYear: number,
): Metric {
  const problem = pairProblem(returns, benchmark, 2);
  if (problem !== null) return noValue(problem);
  const active = activeReturns(returns, benchmark);
  if (isFlatButRounding(active)) return noValue('run and benchmark never move apart');
  return sharpe(active, { periodsPerYear });
}
