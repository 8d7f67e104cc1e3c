import { type SlicedWork, stepValues } from '../core/sliced-work';

/**
 * Deepest decline from the running peak, a positive fraction, as `drawdownWork` finds it but without the series:
 * of the points under one peak the lowest declines most, so one division a peak is enough.
 * @param startPeak what stood in the account before the first point, above 0
 */
export function* maxDrawdownWork(equity: Float64Array, startPeak: number): SlicedWork<number> {
  let peak = startPeak;
  let lowest = startPeak;
  let deepest = 0;
  for (let from = 0; from < equity.length; from += stepValues) {
    const to = Math.min(equity.length, from + stepValues);
    for (let i = from; i < to; i++) {
      const value = equity[i]!;
      if (value > peak) {
        deepest = Math.min(deepest, lowest / peak - 1);
        peak = value;
        lowest = value;
      } else if (value < lowest) lowest = value;
    }
    yield to - from;
  }
  deepest = Math.min(deepest, lowest / peak - 1);
  return deepest === 0 ? 0 : -deepest;
}
