import {
  datedAsIs,
  hasZoneRule,
  type WallClock,
  wallClock,
} from '../../../lib/analytics/views/wall-clock';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Every chart names its zone once and shows all its times through one clock. */
export type ZoneClock = WallClock;

const clocks = new Map<string, ZoneClock>();

/**
 * The clock of a zone for bars of one length; one is kept of each. Data sets are read in zones with a rule of ours;
 * the reader's own may be any other, and then the browser is asked. Throws RangeError on a zone neither knows.
 */
export function zoneClock(timeZone: string, intervalMs: number): ZoneClock {
  const key = `${timeZone} ${intervalMs >= DAY_MS}`;
  let clock = clocks.get(key);
  if (!clock) {
    clock = hasZoneRule(timeZone)
      ? wallClock(timeZone, intervalMs)
      : datedAsIs(browserClock(timeZone), intervalMs);
    clocks.set(key, clock);
  }
  return clock;
}

function browserClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const exactOffset = (utcMs: number): number => {
    const second = Math.floor(utcMs / 1000) * 1000;
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(second)) parts[part.type] = Number(part.value);
    const wall = Date.UTC(
      parts.year!,
      parts.month! - 1,
      parts.day!,
      parts.hour!,
      parts.minute!,
      parts.second!,
    );
    return wall - second;
  };
  // Asking Intl for each of 20,000 points takes longer than drawing them: a week whose two ends have
  // the same offset has it throughout, and only the two weeks a year with a change are asked in detail.
  const ends = new Map<number, number>();
  const offsetAt = (week: number): number => {
    let offset = ends.get(week);
    if (offset === undefined) {
      offset = exactOffset(week * WEEK_MS);
      ends.set(week, offset);
    }
    return offset;
  };
  return {
    timeZone,
    label: (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' '),
    wall: (utcMs) => {
      const week = Math.floor(utcMs / WEEK_MS);
      const start = offsetAt(week);
      return utcMs + (start === offsetAt(week + 1) ? start : exactOffset(utcMs));
    },
  };
}

/** `2020-12-31`, in the clock's zone. */
export function formatDate(clock: ZoneClock, utcMs: number): string {
  return new Date(clock.wall(utcMs)).toISOString().slice(0, 10);
}

/** As precise as the bars are: date for daily bars and longer, minutes below, seconds below one minute. */
export function formatBarTime(clock: ZoneClock, utcMs: number, intervalMs: number): string {
  if (intervalMs >= DAY_MS) return formatDate(clock, utcMs);
  const iso = new Date(clock.wall(utcMs)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, intervalMs % 60_000 === 0 ? 16 : 19)}`;
}
