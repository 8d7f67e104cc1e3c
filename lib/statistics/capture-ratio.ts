import { moduleMath } from '../kernels/math';
import { type Metric, metricUnless, noValue } from './metric';
import { pairProblem } from './paired-sample';

/**
 * Share of the benchmark's moves that the run took part in: the geometric mean return of the run over the periods in
 * which the benchmark rose (`up`) or fell (`down`), divided by the benchmark's own. 0.8 up is 80 % of its rises;
 * below 0 the run went the other way. No value without such a period.
 * Source: Morningstar, Upside and Downside Capture Ratios, methodology paper, 2011.
 */
export function captureRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  side: 'up' | 'down',
): Metric {
  const problem = pairProblem(returns, benchmark, 1);
  if (problem !== null) return noValue(problem);
  const { log, exp } = moduleMath();
  let own = 0;
  let other = 0;
  let periods = 0;
  for (let i = 0; i < returns.length; i++) {
    const b = benchmark[i]!;
    if (side === 'up' ? b <= 0 : b >= 0) continue;
    if (!(1 + returns[i]! > 0)) return noValue('equity fell to zero or below');
    if (!(1 + b > 0)) return noValue('the benchmark fell to zero or below');
    own += log(1 + returns[i]!);
    other += log(1 + b);
    periods++;
  }
  if (periods === 0) {
    return noValue(`the benchmark never ${side === 'up' ? 'rose' : 'fell'}`);
  }
  return metricUnless(
    (exp(own / periods) - 1) / (exp(other / periods) - 1),
    'the benchmark’s moves are too small to divide by',
  );
}
