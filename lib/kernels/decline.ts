import type { Column, ColumnStore } from './column-store';

/**
 * Deepest decline of values `[from, to)` of a column from their running peak, a positive fraction, as `drawdownWork`
 * finds it but without the series.
 * @param startPeak what stood in the account before the first of them, above 0
 */
export function deepestDecline(
  { kernels }: ColumnStore,
  { pointer }: Column,
  from: number,
  to: number,
  startPeak: number,
): number {
  const deepest = kernels.fn('deepestDecline')(pointer, from, to, startPeak);
  return deepest === 0 ? 0 : -deepest;
}
