/** Bars `from` … `to`, both included, whole numbers. */
export interface BarRange {
  readonly from: number;
  readonly to: number;
}

/** No view is narrower than this many bars (or the whole run, if that is shorter). */
export const MIN_BARS = 10;
/** What a run opens on. */
const FIRST_BARS = 250;

/** The last bars of a run of `bars` bars. */
export function initialRange(bars: number): BarRange {
  return { from: Math.max(0, bars - FIRST_BARS), to: Math.max(0, bars - 1) };
}

/** Whole bars inside the run, at least {@link MIN_BARS} wide; a range that sticks out is moved, not cut, where it fits. */
export function clampRange(range: BarRange, bars: number): BarRange {
  const last = Math.max(0, bars - 1);
  const width = Math.min(
    last,
    Math.max(MIN_BARS - 1, Math.round(range.to) - Math.round(range.from)),
  );
  const from = Math.max(0, Math.min(Math.round(range.from), last - width));
  return { from, to: from + width };
}

/** Zoom about `anchor` (a bar): factor 2 shows twice as many bars. */
export function zoomRange(range: BarRange, factor: number, anchor: number, bars: number): BarRange {
  const width = Math.max(MIN_BARS - 1, Math.round((range.to - range.from) * factor));
  const span = Math.max(1, range.to - range.from);
  const share = Math.max(0, Math.min(1, (anchor - range.from) / span));
  const from = Math.round(anchor - share * width);
  return clampRange({ from, to: from + width }, bars);
}

/** The same width, moved just enough to show `bar`. */
export function rangeShowing(range: BarRange, bar: number, bars: number): BarRange {
  if (bar >= range.from && bar <= range.to) return range;
  const shift = bar < range.from ? bar - range.from : bar - range.to;
  return clampRange({ from: range.from + shift, to: range.to + shift }, bars);
}

/** A range centred on a stretch of bars, with room on both sides: never less than 60 bars. */
export function rangeAround(firstBar: number, lastBar: number, bars: number): BarRange {
  const held = lastBar - firstBar;
  const width = Math.max(60, Math.round(held * 1.6));
  const from = Math.round((firstBar + lastBar) / 2 - width / 2);
  return clampRange({ from, to: from + width }, bars);
}

export const sameRange = (a: BarRange | null, b: BarRange | null): boolean =>
  a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to);
