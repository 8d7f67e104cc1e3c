import { type Metric, metricUnless, noValue } from './metric';
import { mean } from './moments';
import { sampleProblem } from './sample-problem';

/**
 * Sortino ratio: mean(r − target) / √mean(min(0, r − target)²) · √periodsPerYear.
 * The downside mean runs over all periods. No value without a return below the target.
 * Source: Sortino & Price 1994.
 */
export function sortino(
  returns: ArrayLike<number>,
  options: { readonly periodsPerYear: number; readonly target?: number },
): Metric {
  const problem = sampleProblem(returns, 1, false);
  if (problem !== null) return noValue(problem);
  const target = options.target ?? 0;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    const below = Math.min(0, returns[i]! - target);
    squares += below * below;
  }
  if (squares === 0) return noValue('no losing period');
  const downside = Math.sqrt(squares / returns.length);
  const ratio = ((mean(returns) - target) / downside) * Math.sqrt(options.periodsPerYear);
  return metricUnless(ratio, 'the losses are too small to divide by');
}
