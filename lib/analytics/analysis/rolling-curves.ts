import type { SlicedWork } from '../../core/sliced-work';
import { beta } from '../../statistics/beta';
import { sharpe } from '../../statistics/sharpe';
import { volatility } from '../../statistics/volatility';
import type { RollingCurves } from '../run-analysis';
import { spacedBars } from './spaced-bars';

const shortest = 20;
const longest = 2500;

/** Half a year of periods, but no more than half of those there are, at least 20 and at most 2,500. */
function windowLength(periods: number, periodsPerYear: number): number {
  const halfYear = Math.floor(periodsPerYear / 2 + 0.5);
  return Math.max(shortest, Math.min(longest, halfYear, Math.floor(periods / 2)));
}

/**
 * Sharpe and volatility a year, and beta, of the returns in windows that end at up to 1,000 evenly spaced periods.
 * Without one whole window there are no points.
 * @param times one value a return: when it was known
 */
export function* rollingCurves(
  returns: Float64Array,
  benchmark: Float64Array,
  times: Float64Array,
  periodsPerYear: number,
): SlicedWork<RollingCurves> {
  const window = windowLength(returns.length, periodsPerYear);
  const ends = spacedBars(window - 1, returns.length);
  const curves = {
    window,
    time: new Array<number>(ends.length),
    sharpe: new Array<number | null>(ends.length),
    volatility: new Array<number | null>(ends.length),
    beta: new Array<number | null>(ends.length),
  };
  for (const [i, end] of ends.entries()) {
    const own = returns.subarray(end + 1 - window, end + 1);
    const other = benchmark.subarray(end + 1 - window, end + 1);
    curves.time[i] = times[end]!;
    curves.sharpe[i] = sharpe(own, { periodsPerYear }).value;
    curves.volatility[i] = volatility(own, periodsPerYear).value;
    curves.beta[i] = beta(own, other).value;
    yield 8 * window;
  }
  return curves;
}
