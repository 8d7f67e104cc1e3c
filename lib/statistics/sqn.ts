import { type Metric, metricUnless, noValue } from './metric';
import { isFlatButRounding, mean, sampleDeviation } from './moments';

/**
 * System quality number: √n · mean / std of the trades' results, std with n − 1. Results are multiples of what was
 * staked; n is not capped. No value below two trades or where all results are equal, as those of trades that all ended at
 * the same stop or target are but for rounding.
 * Source: Tharp, Definitive Guide to Position Sizing Strategies, 2008.
 */
export function sqn(results: ArrayLike<number>): Metric {
  if (results.length === 0) return noValue('no closed trades');
  if (results.length === 1) return noValue('one closed trade, at least 2 are needed');
  if (isFlatButRounding(results)) return noValue('all trades had the same result');
  return metricUnless(
    (Math.sqrt(results.length) * mean(results)) / sampleDeviation(results),
    'all trades had the same result',
  );
}
