import type { WindowPart } from './window-dataset';

/** Says nothing: every return is 0. Its square error is what the others must be below. */
export const zeroPredictions = ({ count }: WindowPart): Float64Array => new Float64Array(count);

/** Says that the return over the last `horizon` bars comes again; 0 where there is none. */
export function lastReturns(
  close: Float64Array,
  { ends }: WindowPart,
  horizon: number,
): Float64Array {
  return Float64Array.from(ends, (end) => {
    const change = close[end]! / (close[end - horizon] ?? Number.NaN) - 1;
    return Number.isFinite(change) ? change : 0;
  });
}
