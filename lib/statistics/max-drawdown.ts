import { type SlicedWork, stepValues } from '../core/sliced-work';

/**
 * Deepest decline from the running peak, a positive fraction, as `drawdownWork` finds it but without the series:
 * of the points under one peak the lowest declines most, so one division a peak is enough.
 * @param startPeak what stood in the account before the first point, above 0
 */
export function* maxDrawdownWork(equity: Float64Array, startPeak: number): SlicedWork<number> {
  const so = { peak: startPeak, lowest: startPeak, deepest: 0 };
  for (let from = 0; from < equity.length; from += stepValues) {
    const to = Math.min(equity.length, from + stepValues);
    follow(so, equity, from, to);
    yield to - from;
  }
  const deepest = Math.min(so.deepest, so.lowest / so.peak - 1);
  return deepest === 0 ? 0 : -deepest;
}

interface Decline {
  peak: number;
  /** Since the peak. */
  lowest: number;
  /** Of the peaks before, ≤ 0. */
  deepest: number;
}

/** A plain function, as a generator's loop runs at half the speed. */
function follow(so: Decline, equity: Float64Array, from: number, to: number): void {
  let { peak, lowest, deepest } = so;
  for (let i = from; i < to; i++) {
    const value = equity[i]!;
    // Nearly all points lie between the two, and are passed by one branch.
    if (value > peak || value < lowest) {
      if (value > peak) {
        deepest = Math.min(deepest, lowest / peak - 1);
        peak = value;
      }
      lowest = value;
    }
  }
  so.peak = peak;
  so.lowest = lowest;
  so.deepest = deepest;
}
