import type { BarRange } from './bar-range';

/** What a chart asks the worker for: bars from `from` up to but not including `to`, and the most candles it wants back. */
export interface WindowRequest extends BarRange {
  readonly maxPoints: number;
}

/** What is drawn now: bars from `fromBar` up to but not including `toBar`. */
export interface LoadedWindow {
  readonly fromBar: number;
  readonly toBar: number;
  readonly step: number;
}

/** Candles asked for across one view; more would be narrower than a pixel on most screens. */
const VIEW_POINTS = 1600;
/** A view of thinned candles with fewer than this is redrawn finer. */
const COARSE_POINTS = 350;

/**
 * The window to load for a view, or null while the loaded one serves. A view more is kept ready on each side,
 * so that panning doesn't show an edge; at most 3 × 1,600 candles are drawn whatever the length of the run.
 */
export function planWindow(
  view: BarRange,
  bars: number,
  loaded: LoadedWindow | null,
): WindowRequest | null {
  if (bars === 0) return null;
  const width = view.to - view.from + 1;
  if (loaded) {
    const margin = Math.floor(width * 0.25);
    const left = loaded.fromBar <= Math.max(0, view.from - margin);
    const right = loaded.toBar > Math.min(bars - 1, view.to + margin);
    const shown = width / loaded.step;
    const fine = loaded.step === 1 || shown >= COARSE_POINTS;
    const light = shown <= VIEW_POINTS * 2;
    if (left && right && fine && light) return null;
  }
  const from = Math.max(0, view.from - width);
  const to = Math.min(bars, view.to + 1 + width);
  return { from, to, maxPoints: Math.ceil((VIEW_POINTS * (to - from)) / width) };
}

/** Index of the candle that holds a bar, counted from the window's first; outside the window it runs on. */
export const barToPoint = (window: LoadedWindow, bar: number): number =>
  (bar - window.fromBar) / window.step;

/** First bar of the candle nearest to a point of the scale, kept inside the window. */
export function pointToBar(window: LoadedWindow, point: number): number {
  const bar = window.fromBar + Math.round(point) * window.step;
  return Math.max(window.fromBar, Math.min(window.toBar - 1, bar));
}

/** Visible points of the scale, whole candles at both ends → bars. */
export function pointsToRange(window: LoadedWindow, from: number, to: number): BarRange {
  return {
    from: Math.round(window.fromBar + from * window.step),
    to: Math.round(window.fromBar + (to + 1) * window.step) - 1,
  };
}

/** Bars → visible points of the scale; the inverse of {@link pointsToRange}. */
export function rangeToPoints(window: LoadedWindow, range: BarRange): { from: number; to: number } {
  return {
    from: (range.from - window.fromBar) / window.step,
    to: (range.to + 1 - window.fromBar) / window.step - 1,
  };
}
