import { type Metric, metric, noValue } from './metric';

export interface AverageDrawdown {
  /** Mean of the deepest points of all stretches below a peak, positive fraction. */
  readonly depth: Metric;
  /** Mean number of points such a stretch has. */
  readonly length: Metric;
}

/**
 * Mean depth and length of all stretches below the running peak; the last one counts though it may go on.
 * No value where there is none. Source: Bacon, Practical Portfolio Performance Measurement and Attribution, 2008.
 * @param declines ≤ 0, one value a point, see {@link drawdown}
 */
export function averageDrawdown(declines: ArrayLike<number>): AverageDrawdown {
  let stretches = 0;
  let points = 0;
  let depths = 0;
  let lowest = 0;
  for (let i = 0; i < declines.length; i++) {
    const decline = declines[i]!;
    if (decline < 0) {
      if (lowest === 0) stretches++;
      points++;
      if (decline < lowest) lowest = decline;
    } else if (lowest < 0) {
      depths -= lowest;
      lowest = 0;
    }
  }
  depths -= lowest;
  if (stretches === 0) {
    const none = noValue(declines.length === 0 ? 'no bars' : 'no drawdown');
    return { depth: none, length: none };
  }
  return { depth: metric(depths / stretches), length: metric(points / stretches) };
}
