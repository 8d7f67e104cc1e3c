const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Wall-clock time of one zone. Every chart names its zone once and shows all its times through one clock. */
export interface ZoneClock {
  readonly timeZone: string;
  /** `New York`, `UTC`: the zone as a label. */
  readonly label: string;
  /** UTC ms → the same wall-clock reading expressed as if it were UTC ms. */
  wall(utcMs: number): number;
}

const clocks = new Map<string, ZoneClock>();

/**
 * The clock of an IANA zone for bars of one length; one is kept of each. Bars of a day or longer that are stamped
 * 00:00 UTC carry their date as it is, whatever the zone. Throws RangeError on an unknown zone.
 */
export function zoneClock(timeZone: string, intervalMs: number): ZoneClock {
  const daily = intervalMs >= DAY_MS;
  const key = `${timeZone} ${daily}`;
  let clock = clocks.get(key);
  if (!clock) {
    const plain = createZoneClock(timeZone);
    clock = daily
      ? { ...plain, wall: (utcMs) => (utcMs % DAY_MS === 0 ? utcMs : plain.wall(utcMs)) }
      : plain;
    clocks.set(key, clock);
  }
  return clock;
}

function createZoneClock(timeZone: string): ZoneClock {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') {
    return { timeZone, label: 'UTC', wall: (utcMs) => utcMs };
  }
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

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** `2020-12-31`, in the clock's zone. */
export function formatDate(clock: ZoneClock, utcMs: number): string {
  const date = new Date(clock.wall(utcMs));
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** As precise as the bars are: date for daily bars and longer, minutes below, seconds below one minute. */
export function formatBarTime(clock: ZoneClock, utcMs: number, intervalMs: number): string {
  const day = formatDate(clock, utcMs);
  if (intervalMs >= DAY_MS) return day;
  const date = new Date(clock.wall(utcMs));
  const minutes = `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return intervalMs % 60_000 === 0 ? minutes : `${minutes}:${two(date.getUTCSeconds())}`;
}

/** `1 day`, `4 hours`, `15 minutes`. */
export function formatInterval(intervalMs: number): string {
  const units: readonly (readonly [number, string])[] = [
    [WEEK_MS, 'week'],
    [DAY_MS, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
    [1, 'millisecond'],
  ];
  for (const [ms, name] of units) {
    if (intervalMs >= ms && intervalMs % ms === 0) {
      const count = intervalMs / ms;
      return `${count} ${name}${count === 1 ? '' : 's'}`;
    }
  }
  return `${intervalMs} milliseconds`;
}
