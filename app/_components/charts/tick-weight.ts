import { monthNames } from '../../../lib/analytics/views/format-date';
import type { ZoneClock } from './zone-clock';

/** How important the tick at a point is; a year's first bar beats a month's, and so on. */
export const TICK = { second: 10, minute: 20, hour: 30, day: 50, month: 60, year: 70 } as const;

const INTRADAY: readonly (readonly [number, number])[] = [
  [43_200_000, 33],
  [21_600_000, 32],
  [10_800_000, 31],
  [3_600_000, TICK.hour],
  [1_800_000, 22],
  [300_000, 21],
  [60_000, TICK.minute],
  [1000, TICK.second],
];

/** Weight of a bar from its wall time and the wall time of the bar before it. */
export function tickWeight(wall: number, previousWall: number): number {
  const a = new Date(wall);
  const b = new Date(previousWall);
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return TICK.year;
  if (a.getUTCMonth() !== b.getUTCMonth()) return TICK.month;
  if (a.getUTCDate() !== b.getUTCDate()) return TICK.day;
  for (const [divisor, weight] of INTRADAY) {
    if (Math.floor(wall / divisor) !== Math.floor(previousWall / divisor)) return weight;
  }
  return 0;
}

/** `2020`, `Feb`, `14`, `14:00` or `14:00:05`, by weight. */
export function tickLabel(clock: ZoneClock, utcMs: number, weight: number): string {
  const date = new Date(clock.wall(utcMs));
  if (weight >= TICK.year) return String(date.getUTCFullYear());
  if (weight >= TICK.month) return monthNames[date.getUTCMonth()]!;
  if (weight >= TICK.day) return String(date.getUTCDate());
  const two = (n: number): string => String(n).padStart(2, '0');
  const minutes = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return weight >= TICK.minute ? minutes : `${minutes}:${two(date.getUTCSeconds())}`;
}
