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

/** The clock of an IANA zone; one is kept per zone. Throws RangeError on an unknown zone. */
export function zoneClock(timeZone: string): ZoneClock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = createZoneClock(timeZone);
    clocks.set(timeZone, clock);
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
