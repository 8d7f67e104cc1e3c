import type { AssetClass, CalendarKind } from './bars';
import { civilFromDays, DAY_MS, daysFromCivil, HOUR_MS, weekdayOfDays } from './civil-date';
import { MONTH_MS } from './interval';
import { type ZoneClock, zoneClock } from './zone';

/** The calendar an asset class usually trades on. */
export function calendarOf(assetClass: AssetClass): CalendarKind {
  if (assetClass === 'crypto') return 'crypto-24x7';
  if (assetClass === 'equity' || assetClass === 'index') return 'equity-us';
  return assetClass === 'fx' ? 'fx-24x5' : 'unknown';
}

/** Counts the bars a calendar expects and a series lacks. */
export interface GapCounter {
  /** Bars missing between neighbours at `from` < `to`; 0 where weekends, holidays or the night explain the distance. */
  missing(from: number, to: number): number;
}

/** Slots looked at one by one within a gap; longer ones are counted without looking for closed hours. */
const maxSlots = 500_000;
const usSessionMs = 6.5 * HOUR_MS;

/**
 * @param weekdaysOnly for calendar `unknown`: the series has no bars on weekends, so none are expected
 */
export function gapCounter(
  calendar: CalendarKind,
  intervalMs: number,
  weekdaysOnly: boolean,
): GapCounter {
  // A month has 28 to 31 days and a summer-time change moves a daily bar by an hour: half a bar of slack.
  const straight = (from: number, to: number): number =>
    Math.max(0, Math.floor((to - from) / intervalMs + 0.5) - 1);
  if (calendar === 'crypto-24x7' || intervalMs >= 7 * DAY_MS) {
    const slack = intervalMs === MONTH_MS ? DAY_MS * 1.5 : 0;
    return { missing: (from, to) => (to - from <= intervalMs + slack ? 0 : straight(from, to)) };
  }
  if (calendar === 'equity-us') return equityCounter(intervalMs, straight);
  const closed = calendar === 'fx-24x5' ? isFxClosed : weekdaysOnly ? isWeekend : () => false;
  return {
    missing: (from, to) => {
      const slots = straight(from, to);
      if (slots === 0 || slots > maxSlots) return slots;
      let missing = 0;
      for (let k = 1; k <= slots; k++) {
        if (!closed(from + k * intervalMs, intervalMs)) missing++;
      }
      return missing;
    },
  };
}

function isWeekend(timeMs: number): boolean {
  const weekday = weekdayOfDays(Math.floor(timeMs / DAY_MS));
  return weekday === 0 || weekday === 6;
}

/**
 * Spot currencies rest from Friday evening to Sunday evening, New York time, and around Christmas and New Year.
 * Providers differ by an hour or two and some start their week on Monday, so Friday from 20:00 UTC
 * and all of Sunday count as closed. Short days the rule does not name show as gaps.
 */
function isFxClosed(timeMs: number, intervalMs: number): boolean {
  const days = Math.floor(timeMs / DAY_MS);
  const hour = Math.floor((timeMs - days * DAY_MS) / HOUR_MS);
  const weekday = weekdayOfDays(days);
  if (weekday === 6 || weekday === 0) return true;
  if (weekday === 5 && hour >= 20 && intervalMs < DAY_MS) return true;
  const { month, day } = civilFromDays(days);
  if ((month === 12 && day === 25) || (month === 1 && day === 1)) return true;
  return month === 12 && (day === 24 || day === 31) && hour >= 18;
}

/** Session date of a bar: its own date where bars are stamped 00:00 UTC, else the date in New York. */
function sessionDay(timeMs: number, clock: ZoneClock): number {
  const local = timeMs % DAY_MS === 0 ? timeMs : timeMs + clock.offsetAt(timeMs);
  return Math.floor(local / DAY_MS);
}

function equityCounter(
  intervalMs: number,
  straight: (from: number, to: number) => number,
): GapCounter {
  const clock = zoneClock('America/New_York');
  const perSession = intervalMs >= DAY_MS ? 1 : Math.max(1, Math.floor(usSessionMs / intervalMs));
  return {
    missing: (from, to) => {
      if (to - from <= intervalMs) return 0;
      const first = sessionDay(from, clock);
      const last = sessionDay(to, clock);
      if (first === last) return straight(from, to);
      let sessions = 0;
      for (let day = first + 1; day < last; day++) if (isUsSession(day)) sessions++;
      return sessions * perSession;
    },
  };
}

/** Days on which the New York exchanges stayed shut beside their yearly holidays. */
const unscheduledClosures = new Set(
  [
    [1985, 9, 27],
    [1994, 4, 27],
    [2001, 9, 11],
    [2001, 9, 12],
    [2001, 9, 13],
    [2001, 9, 14],
    [2004, 6, 11],
    [2007, 1, 2],
    [2012, 10, 29],
    [2012, 10, 30],
    [2018, 12, 5],
    [2025, 1, 9],
  ].map(([y, m, d]) => daysFromCivil(y!, m!, d!)),
);

/** Whether the New York exchanges trade on a day (number of days since 1970-01-01). */
export function isUsSession(days: number): boolean {
  const weekday = weekdayOfDays(days);
  if (weekday === 0 || weekday === 6) return false;
  return !unscheduledClosures.has(days) && !isUsHoliday(days, weekday);
}

function isUsHoliday(days: number, weekday: number): boolean {
  const { year, month, day } = civilFromDays(days);
  const week = Math.floor((day - 1) / 7) + 1;
  // A fixed holiday on Sunday is kept on Monday, one on Saturday on Friday (New Year's is not moved back).
  const fixed = (m: number, d: number): boolean => {
    const on = daysFromCivil(year, m, d);
    const w = weekdayOfDays(on);
    return days === (w === 0 ? on + 1 : w === 6 ? on - 1 : on);
  };
  switch (month) {
    case 1:
      if (weekday === 1 && week === 3 && year >= 1998) return true;
      return (day === 1 && weekday !== 6) || (day === 2 && weekday === 1);
    case 2:
      return weekday === 1 && week === 3;
    case 3:
    case 4:
      return days === goodFriday(year);
    case 5:
      return weekday === 1 && day >= 25;
    case 6:
      return year >= 2022 && fixed(6, 19);
    case 7:
      return fixed(7, 4);
    case 9:
      return weekday === 1 && day <= 7;
    case 11:
      return weekday === 4 && week === 4;
    case 12:
      return fixed(12, 25);
    default:
      return false;
  }
}

/** Two days before Easter Sunday (the anonymous Gregorian computus). */
function goodFriday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return daysFromCivil(year, month, day) - 2;
}
