import { zoneClock } from '../zone';
import { TimeReader } from './time-cell';
import type { TimeFormat } from './types';

const encoder = new TextEncoder();

/** Times of sample cells under one reading; NaN where a cell can't be read. */
export function readTimes(
  cells: readonly string[],
  format: TimeFormat,
  zone: string | null,
): Float64Array {
  const reader = new TimeReader(format, zone === null ? null : zoneClock(zone), false);
  const times = new Float64Array(cells.length);
  let previous = Number.NEGATIVE_INFINITY;
  cells.forEach((cell, i) => {
    const bytes = encoder.encode(cell);
    const time = reader.read(bytes, 0, bytes.length, previous);
    times[i] = time;
    if (!Number.isNaN(time)) previous = time;
  });
  return times;
}
