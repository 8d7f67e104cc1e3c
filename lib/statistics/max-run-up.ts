import { type Metric, metricUnless, noValue } from './metric';

/**
 * Maximum run-up: the largest rise from a trough, max(equity / lowest equity so far) − 1; the mirror of the maximum
 * drawdown. 0 where equity never rose. No value without points, or where a trough is not positive.
 * @param start what stood in the account before the first point
 */
export function maxRunUp(equity: ArrayLike<number>, start = equity[0] ?? 0): Metric {
  if (equity.length === 0) return noValue('no bars');
  let lowest = start;
  let most = 0;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value < lowest) lowest = value;
    if (!(lowest > 0)) return noValue('equity fell to zero or below');
    if (value / lowest - 1 > most) most = value / lowest - 1;
  }
  return metricUnless(most, 'the lowest equity is too small to divide by');
}
