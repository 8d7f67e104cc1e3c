import { DAY_MS, daysFromCivil, daysInMonth, formatDay, HOUR_MS } from '../../market/civil-date';
import { zoneClock } from '../../market/zone';
import { wallClock } from './wall-clock';

/** What decides where a day begins in a data set. */
export interface DayRule {
  readonly timeZone: string;
  readonly intervalMs: number;
  /** Start of the first bar, UTC epoch ms. */
  readonly firstTime: number;
}

/** Bars of a day or longer that are stamped 00:00 UTC carry their date as it is. */
const isDated = ({ intervalMs, firstTime }: DayRule): boolean =>
  intervalMs >= DAY_MS && firstTime % DAY_MS === 0;

/** Day number of `2020-12-31`; null for what is no date. */
function dayNumber(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return daysFromCivil(year, month, day);
}

const startOf = (days: number, rule: DayRule): number => {
  const midnight = days * DAY_MS;
  if (isDated(rule)) return midnight;
  const clock = zoneClock(rule.timeZone);
  const utc = clock.toUtc(midnight, Number.NEGATIVE_INFINITY);
  // A clock that skips midnight in spring begins the day an hour later.
  return Number.isNaN(utc) ? clock.toUtc(midnight + HOUR_MS, Number.NEGATIVE_INFINITY) : utc;
};

/** First moment of `2020-12-31` in the data set's zone, UTC epoch ms; null for what is no date. */
export function dayStart(date: string, rule: DayRule): number | null {
  const days = dayNumber(date);
  return days === null ? null : startOf(days, rule);
}

/** First moment after `2020-12-31`, UTC epoch ms; null for what is no date. */
export function dayEnd(date: string, rule: DayRule): number | null {
  const days = dayNumber(date);
  return days === null ? null : startOf(days + 1, rule);
}

/** `2020-12-31`: the day a moment lies in. */
export function dayOf(time: number, rule: DayRule): string {
  const wall = isDated(rule) ? time : wallClock(rule.timeZone, rule.intervalMs).wall(time);
  return formatDay(Math.floor(wall / DAY_MS));
}

/** The same day some years earlier; the last of February for a 29th that year has not. */
export function yearsBefore(date: string, years: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const earlier = year - years;
  return formatDay(daysFromCivil(earlier, month, Math.min(day, daysInMonth(earlier, month))));
}
