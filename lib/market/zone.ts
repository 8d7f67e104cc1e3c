import { ConfigError } from '../core/errors';
import {
  civilFromDays,
  DAY_MS,
  daysFromCivil,
  HOUR_MS,
  MINUTE_MS,
  weekdayOfDays,
} from './civil-date';

/**
 * Time zones from their published rules rather than from the host, whose tables differ between machines.
 * `us`: second Sunday of March to first Sunday of November, 02:00 local (1987–2006 first Sunday of April to
 * last Sunday of October, before that from the last Sunday of April). `eu`: last Sunday of March to last Sunday of
 * October, 01:00 UTC (before 1996 to the last Sunday of September). Years before 1970 follow the oldest rule given here.
 */
type SummerTime = 'none' | 'us' | 'eu';

interface ZoneRule {
  readonly label: string;
  readonly standardMinutes: number;
  readonly summer: SummerTime;
}

const zoneRules: Readonly<Record<string, ZoneRule>> = {
  UTC: { label: 'UTC', standardMinutes: 0, summer: 'none' },
  'America/New_York': { label: 'New York', standardMinutes: -300, summer: 'us' },
  'America/Chicago': { label: 'Chicago', standardMinutes: -360, summer: 'us' },
  'America/Los_Angeles': { label: 'Los Angeles', standardMinutes: -480, summer: 'us' },
  'Europe/London': { label: 'London', standardMinutes: 0, summer: 'eu' },
  'Europe/Berlin': { label: 'Central Europe', standardMinutes: 60, summer: 'eu' },
  'Europe/Athens': {
    label: 'Broker time (EET, with summer time)',
    standardMinutes: 120,
    summer: 'eu',
  },
  'Asia/Kolkata': { label: 'India', standardMinutes: 330, summer: 'none' },
  'Asia/Shanghai': { label: 'China', standardMinutes: 480, summer: 'none' },
  'Asia/Hong_Kong': { label: 'Hong Kong', standardMinutes: 480, summer: 'none' },
  'Asia/Singapore': { label: 'Singapore', standardMinutes: 480, summer: 'none' },
  'Asia/Tokyo': { label: 'Tokyo', standardMinutes: 540, summer: 'none' },
};

/** The zones times can be read in, in the order they are offered. */
export const knownTimeZones: readonly string[] = Object.keys(zoneRules);

/** What a person calls the zone. Fixed offsets are their own name. */
export function timeZoneLabel(zone: string): string {
  return zoneRules[zone]?.label ?? zone;
}

/** Converts between UTC and one zone's wall clock, all in epoch ms. */
export interface ZoneClock {
  readonly zone: string;
  /** Wall clock minus UTC at a UTC time, ms. */
  offsetAt(utcMs: number): number;
  /**
   * UTC of a wall-clock time; NaN where the clock skips it in spring. A time the clock shows twice in autumn is
   * the first of the two, or the second where the first would not be later than `afterUtcMs`.
   */
  toUtc(localMs: number, afterUtcMs: number): number;
}

/** @throws {ConfigError} for a zone that is neither known nor a fixed offset such as `+02:00` */
export function zoneClock(zone: string): ZoneClock {
  const rule = zoneRules[zone];
  if (rule !== undefined) {
    return rule.summer === 'none'
      ? fixedClock(zone, rule.standardMinutes * MINUTE_MS)
      : summerClock(zone, rule.standardMinutes * MINUTE_MS, rule.summer);
  }
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed === null || Number(fixed[2]) > 14 || Number(fixed[3]) > 59) {
    throw new ConfigError(
      `Time zone ‘${zone.slice(0, 60)}’ is not known. Known are ${knownTimeZones.join(', ')} and offsets such as +02:00.`,
      'timeZone',
    );
  }
  const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
  return fixedClock(zone, (fixed[1] === '-' ? -minutes : minutes) * MINUTE_MS);
}

function fixedClock(zone: string, offset: number): ZoneClock {
  return { zone, offsetAt: () => offset, toUtc: (local) => local - offset };
}

function summerClock(zone: string, standard: number, summer: 'us' | 'eu'): ZoneClock {
  let year = Number.NaN;
  let yearStart = 0;
  let yearEnd = 0;
  let start = 0;
  let end = 0;
  const enter = (utc: number): void => {
    const y = civilFromDays(Math.floor((utc + standard) / DAY_MS)).year;
    if (y === year) return;
    year = y;
    yearStart = daysFromCivil(y, 1, 1) * DAY_MS - standard;
    yearEnd = daysFromCivil(y + 1, 1, 1) * DAY_MS - standard;
    [start, end] = summer === 'us' ? usSummer(y, standard) : euSummer(y);
  };
  const offsetAt = (utc: number): number => {
    if (!(utc >= yearStart && utc < yearEnd)) enter(utc);
    return utc >= start && utc < end ? standard + HOUR_MS : standard;
  };
  return {
    zone,
    offsetAt,
    toUtc: (local, after) => {
      const early = local - standard - HOUR_MS;
      const late = local - standard;
      const earlyFits = offsetAt(early) === standard + HOUR_MS;
      const lateFits = offsetAt(late) === standard;
      if (earlyFits && lateFits) return early <= after ? late : early;
      return earlyFits ? early : lateFits ? late : Number.NaN;
    },
  };
}

/** UTC ms of 00:00 on the n-th Sunday (1-based) of a month, or its last with n = 0. */
function sunday(year: number, month: number, n: number): number {
  if (n > 0) {
    const first = daysFromCivil(year, month, 1);
    return (first + ((7 - weekdayOfDays(first)) % 7) + 7 * (n - 1)) * DAY_MS;
  }
  const last =
    (month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1)) - 1;
  return (last - weekdayOfDays(last)) * DAY_MS;
}

function usSummer(year: number, standard: number): [number, number] {
  const from =
    year >= 2007 ? sunday(year, 3, 2) : year >= 1987 ? sunday(year, 4, 1) : sunday(year, 4, 0);
  const to = year >= 2007 ? sunday(year, 11, 1) : sunday(year, 10, 0);
  return [from + 2 * HOUR_MS - standard, to + HOUR_MS - standard];
}

function euSummer(year: number): [number, number] {
  return [sunday(year, 3, 0) + HOUR_MS, sunday(year, year >= 1996 ? 10 : 9, 0) + HOUR_MS];
}
