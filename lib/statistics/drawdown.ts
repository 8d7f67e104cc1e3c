import { DataError } from '../core/errors';
import { atOnce, type SlicedWork, stepValues } from '../core/sliced-work';

export interface Drawdown {
  /** ≤ 0: equity / running peak − 1, one value a point. */
  readonly series: Float64Array;
  /** Positive fraction; 0 where equity never fell below its peak. */
  readonly max: number;
  /** Index of the peak before the deepest point; the first where several are equal. */
  readonly peak: number;
  /** Index of the deepest point; the first where several are equal. */
  readonly trough: number;
  /** Longest run of points below the running peak. */
  readonly longestUnderwater: number;
}

/**
 * Decline from the running peak. `startPeak` is what stood in the account before the first point.
 * @throws {DataError} where there is no positive peak to decline from
 */
export function drawdown(equity: ArrayLike<number>, startPeak = equity[0] ?? 0): Drawdown {
  return atOnce(drawdownWork(equity, startPeak));
}

/** {@link drawdown} in slices. */
export function* drawdownWork(
  equity: ArrayLike<number>,
  startPeak = equity[0] ?? 0,
): SlicedWork<Drawdown> {
  const series = new Float64Array(equity.length);
  if (equity.length > 0 && !(startPeak > 0)) {
    throw new DataError('A drawdown needs a positive starting value.', {
      row: 0,
      value: String(startPeak),
      expected: 'a positive number',
    });
  }
  let peakValue = startPeak;
  let peakIndex = 0;
  let deepest = 0;
  let peak = 0;
  let trough = 0;
  let run = 0;
  let longest = 0;
  for (let i = 0; i < equity.length; i++) {
    if (i % stepValues === stepValues - 1) yield stepValues;
    const value = equity[i]!;
    if (value > peakValue) {
      peakValue = value;
      peakIndex = i;
    }
    const decline = value / peakValue - 1;
    series[i] = decline;
    if (decline < 0) {
      run++;
      if (run > longest) longest = run;
      if (decline < deepest) {
        deepest = decline;
        trough = i;
        peak = peakIndex;
      }
    } else {
      run = 0;
    }
  }
  return { series, max: deepest === 0 ? 0 : -deepest, peak, trough, longestUnderwater: longest };
}
