import type { Bars } from './bars';

/**
 * Other bars read at the times of `to`: each close is the last one known when that bar of `to` is known, each open
 * the open of a bar that begins at the same time or else the last close known by then. Never a later price; NaN
 * before the first. High and low enclose open and close, volume is 0. Instrument, source and fingerprint are those of
 * `other`, of which this is a view.
 */
export function alignBars(other: Bars, to: Bars): Bars {
  const { length, time } = to;
  const open = new Float64Array(length);
  const close = new Float64Array(length);
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const lateness = to.intervalMs - other.intervalMs;
  let starts = 0;
  let known = 0;
  let knownAtOpen = 0;
  for (let i = 0; i < length; i++) {
    const at = time[i]!;
    while (starts < other.length && other.time[starts]! < at) starts++;
    while (known < other.length && other.time[known]! <= at + lateness) known++;
    while (knownAtOpen < other.length && other.time[knownAtOpen]! + other.intervalMs <= at) {
      knownAtOpen++;
    }
    const sameStart = starts < other.length && other.time[starts] === at;
    const a = sameStart ? other.open[starts]! : (other.close[knownAtOpen - 1] ?? Number.NaN);
    const b = other.close[known - 1] ?? Number.NaN;
    open[i] = a;
    close[i] = b;
    high[i] = Math.max(a, b);
    low[i] = Math.min(a, b);
  }
  return { ...other, time, open, high, low, close, volume: new Float64Array(length), length };
}
