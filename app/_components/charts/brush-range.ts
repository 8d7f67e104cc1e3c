import { type BarRange, clampRange, MIN_BARS } from './bar-range';

/** Which part of the selector is held. */
export type BrushPart = 'start' | 'end' | 'window';

/** Left and right edge of a range, as fractions 0…1 of an overview that gives every bar the same width. */
export function brushEdges(range: BarRange, bars: number): { left: number; right: number } {
  if (bars === 0) return { left: 0, right: 1 };
  return { left: range.from / bars, right: (range.to + 1) / bars };
}

/** The bar under a fraction of the overview's width. */
export function barAtFraction(fraction: number, bars: number): number {
  return Math.max(0, Math.min(bars - 1, Math.floor(fraction * bars)));
}

/** The range after `part` was moved by `deltaBars` since the drag began at `start`. The other edge stays. */
export function dragBrush(
  start: BarRange,
  part: BrushPart,
  deltaBars: number,
  bars: number,
): BarRange {
  const last = bars - 1;
  const least = Math.min(last, MIN_BARS - 1);
  const delta = Math.round(deltaBars);
  if (part === 'window')
    return clampRange({ from: start.from + delta, to: start.to + delta }, bars);
  if (part === 'start') {
    return { from: Math.max(0, Math.min(start.from + delta, start.to - least)), to: start.to };
  }
  return { from: start.from, to: Math.min(last, Math.max(start.to + delta, start.from + least)) };
}

/** Arrow keys move by 1 % of the run (Shift: 10 %), at least one bar. Home and End go to the ends. null = not a key of the brush. */
export function keyBrush(
  range: BarRange,
  part: BrushPart,
  key: string,
  shift: boolean,
  bars: number,
): BarRange | null {
  const stride = Math.max(1, Math.round(bars * (shift ? 0.1 : 0.01)));
  if (key === 'ArrowLeft' || key === 'ArrowDown') return dragBrush(range, part, -stride, bars);
  if (key === 'ArrowRight' || key === 'ArrowUp') return dragBrush(range, part, stride, bars);
  if (key === 'Home') return dragBrush(range, part, -bars, bars);
  if (key === 'End') return dragBrush(range, part, bars, bars);
  return null;
}
