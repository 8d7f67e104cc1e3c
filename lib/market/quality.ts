import type { BarColumns, CalendarKind } from './bars';
import { gapCounter } from './calendar';
import { DAY_MS, weekdayOfDays } from './civil-date';

/** What is odd about a finished series; indices of bars, ascending. */
export interface SeriesQuality {
  /** Bars that come later than the calendar expects, with how many bars are missing before each. */
  readonly gaps: readonly { readonly at: number; readonly missing: number }[];
  readonly spikes: readonly number[];
  readonly zeroVolume: readonly number[];
}

/** A spike moves at least this many times the typical bar and returns at once. */
const spikeFactor = 12;
/** Moves below this fraction are no spikes, however quiet the series is. */
const spikeFloor = 0.005;
const medianSample = 4_096;

/**
 * Gaps by calendar, closes that leap and come back in one bar, and bars without volume, of bars `[from, to)`
 * joined to the bar before `from`. Call it over consecutive ranges to keep a thread answering.
 */
export class SeriesExaminer implements SeriesQuality {
  readonly gaps: { at: number; missing: number }[] = [];
  readonly spikes: number[] = [];
  readonly zeroVolume: number[] = [];
  private readonly threshold: number;
  private readonly missing: (from: number, to: number) => number;

  constructor(
    private readonly bars: BarColumns,
    private readonly intervalMs: number,
    calendar: CalendarKind,
    private readonly hasVolume: boolean,
  ) {
    const counter = gapCounter(calendar, intervalMs, weekendShare(bars.time) === 0);
    this.missing = counter.missing;
    this.threshold = Math.max(spikeFloor, spikeFactor * typicalMove(bars.close));
  }

  examine(from: number, to: number): void {
    const { time, close, volume } = this.bars;
    const { intervalMs, threshold, hasVolume } = this;
    const last = close.length - 1;
    for (let i = Math.max(from, 1); i < to; i++) {
      if (time[i]! - time[i - 1]! !== intervalMs) {
        const missing = this.missing(time[i - 1]!, time[i]!);
        if (missing > 0) this.gaps.push({ at: i, missing });
      }
      const before = close[i - 1]!;
      const leap = close[i]! - before;
      if (i < last && Math.abs(leap) > threshold * before && this.isSpike(i)) this.spikes.push(i);
    }
    if (hasVolume) {
      for (let i = from; i < to; i++) if (volume[i] === 0) this.zeroVolume.push(i);
    }
  }

  /** Both the leap and the way back are large, and most of the leap is undone. */
  private isSpike(i: number): boolean {
    const { close } = this.bars;
    const leap = close[i]! / close[i - 1]! - 1;
    const back = close[i + 1]! / close[i]! - 1;
    if (leap * back >= 0 || Math.abs(back) <= this.threshold) return false;
    return Math.abs(close[i + 1]! / close[i - 1]! - 1) < 0.35 * Math.abs(leap);
  }
}

/** Median of |close / previous close − 1| over at most 4,096 bars spread evenly, flat bars left out. */
function typicalMove(close: Float64Array): number {
  const stride = Math.max(1, Math.floor(close.length / medianSample));
  const moves: number[] = [];
  for (let i = 1; i < close.length; i += stride) {
    const move = Math.abs(close[i]! / close[i - 1]! - 1);
    if (move > 0 && move < Number.POSITIVE_INFINITY) moves.push(move);
  }
  moves.sort((a, b) => a - b);
  return moves[moves.length >> 1] ?? 0;
}

/** Share of bars on Saturdays and Sundays (UTC), over at most 4,096 bars spread evenly. */
function weekendShare(time: Float64Array): number {
  const stride = Math.max(1, Math.floor(time.length / medianSample));
  let weekend = 0;
  let looked = 0;
  for (let i = 0; i < time.length; i += stride) {
    const weekday = weekdayOfDays(Math.floor(time[i]! / DAY_MS));
    if (weekday === 0 || weekday === 6) weekend++;
    looked++;
  }
  return looked === 0 ? 0 : weekend / looked;
}

/** The calendar the class suggests, unless the days in the data speak against it. */
export function calendarSeen(suggested: CalendarKind, time: Float64Array): CalendarKind {
  const span = time.length > 1 ? Math.abs(time[time.length - 1]! - time[0]!) : 0;
  const share = weekendShare(time);
  if (suggested === 'equity-us' && share > 0.02) return 'unknown';
  // Currencies have Sunday evenings; a seventh of the bars and more means Saturdays too.
  if (suggested === 'fx-24x5' && share > 0.2) return 'unknown';
  if (suggested === 'crypto-24x7' && share === 0 && span > 14 * DAY_MS) return 'unknown';
  return suggested;
}
