import { type Metric, metric, noValue } from './metric';

/**
 * Share of points below the running peak, 0..1. No value without points.
 * @param declines ≤ 0, one value a point, see {@link drawdown}
 */
export function timeUnderWater(declines: ArrayLike<number>): Metric {
  if (declines.length === 0) return noValue('no bars');
  let below = 0;
  for (let i = 0; i < declines.length; i++) if (declines[i]! < 0) below++;
  return metric(below / declines.length);
}
