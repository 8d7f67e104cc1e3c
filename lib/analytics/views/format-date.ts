import { DAY_MS, formatDay, formatMinute } from '../../market/civil-date';
import { timeZoneLabel } from '../../market/zone';
import { wallClock } from './wall-clock';

export const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/**
 * `2020-12-31` in a zone. Bars of a day or longer stamped 00:00 UTC carry their date as it is; without an interval
 * a time of exactly 00:00 UTC is taken for such a date.
 * @throws {ConfigError} for a zone without a rule
 */
export function formatDate(timeMs: number, timeZone: string, intervalMs = DAY_MS): string {
  return formatDay(Math.floor(wallClock(timeZone, intervalMs).wall(timeMs) / DAY_MS));
}

/** `2020-12-31 14:00` in a zone, seconds only where there are any; the date alone for bars of a day or longer. */
export function formatDateTime(timeMs: number, timeZone: string, intervalMs = 0): string {
  return intervalMs >= DAY_MS
    ? formatDate(timeMs, timeZone, intervalMs)
    : formatMinute(wallClock(timeZone, intervalMs).wall(timeMs));
}

/** `New York`, `UTC`: named once a chart. */
export function formatZone(timeZone: string): string {
  return timeZoneLabel(timeZone);
}
