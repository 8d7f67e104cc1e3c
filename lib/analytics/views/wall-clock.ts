import { DAY_MS } from '../../market/civil-date';
import { knownTimeZones, timeZoneLabel, zoneClock } from '../../market/zone';

/** Wall-clock time of one zone, as bars of one length are shown in it. */
export interface WallClock {
  readonly timeZone: string;
  /** `New York`, `UTC`: the zone as a label. */
  readonly label: string;
  /** UTC ms → the same wall-clock reading expressed as if it were UTC ms. */
  wall(utcMs: number): number;
}

/** Whether a zone has a rule; others are known to the reader's own machine only. */
export function hasZoneRule(timeZone: string): boolean {
  return knownTimeZones.includes(timeZone);
}

/**
 * The clock of a zone for bars of one length.
 * @throws {ConfigError} for a zone without a rule
 */
export function wallClock(timeZone: string, intervalMs: number): WallClock {
  const clock = zoneClock(timeZone);
  return datedAsIs(
    {
      timeZone,
      label: timeZoneLabel(timeZone),
      wall: (utcMs) => utcMs + clock.offsetAt(utcMs),
    },
    intervalMs,
  );
}

/** Bars of a day or longer that are stamped 00:00 UTC carry their date as it is, whatever the zone. */
export function datedAsIs(clock: WallClock, intervalMs: number): WallClock {
  if (intervalMs < DAY_MS) return clock;
  return { ...clock, wall: (utcMs) => (utcMs % DAY_MS === 0 ? utcMs : clock.wall(utcMs)) };
}
