import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './civil-date';

/** Bar lengths that have a name, shortest first. A month is 30 days, nominally. */
const nominalIntervals: readonly { readonly ms: number; readonly label: string }[] = [
  { ms: SECOND_MS, label: '1 second' },
  { ms: 5 * SECOND_MS, label: '5 seconds' },
  { ms: 10 * SECOND_MS, label: '10 seconds' },
  { ms: 15 * SECOND_MS, label: '15 seconds' },
  { ms: 30 * SECOND_MS, label: '30 seconds' },
  { ms: MINUTE_MS, label: '1 minute' },
  { ms: 2 * MINUTE_MS, label: '2 minutes' },
  { ms: 3 * MINUTE_MS, label: '3 minutes' },
  { ms: 5 * MINUTE_MS, label: '5 minutes' },
  { ms: 10 * MINUTE_MS, label: '10 minutes' },
  { ms: 15 * MINUTE_MS, label: '15 minutes' },
  { ms: 30 * MINUTE_MS, label: '30 minutes' },
  { ms: HOUR_MS, label: '1 hour' },
  { ms: 2 * HOUR_MS, label: '2 hours' },
  { ms: 3 * HOUR_MS, label: '3 hours' },
  { ms: 4 * HOUR_MS, label: '4 hours' },
  { ms: 6 * HOUR_MS, label: '6 hours' },
  { ms: 8 * HOUR_MS, label: '8 hours' },
  { ms: 12 * HOUR_MS, label: '12 hours' },
  { ms: DAY_MS, label: '1 day' },
  { ms: 3 * DAY_MS, label: '3 days' },
  { ms: 7 * DAY_MS, label: '1 week' },
  { ms: 30 * DAY_MS, label: '1 month' },
];

export const MONTH_MS = 30 * DAY_MS;

const steps: readonly [number, string][] = [
  [DAY_MS, 'day'],
  [HOUR_MS, 'hour'],
  [MINUTE_MS, 'minute'],
  [SECOND_MS, 'second'],
];

/** `1 day`, `4 hours`, `7 minutes`; a length in ms where no larger unit divides it. */
export function intervalLabel(intervalMs: number): string {
  const named = nominalIntervals.find((it) => it.ms === intervalMs);
  if (named !== undefined) return named.label;
  for (const [ms, word] of steps) {
    if (intervalMs % ms === 0) {
      const n = intervalMs / ms;
      return `${n} ${word}${n === 1 ? '' : 's'}`;
    }
  }
  return `${intervalMs} ms`;
}

/**
 * The nominal length a difference stands for: months have 28 to 31 days, and from a day upwards an hour
 * of summer time is allowed either way. A difference that stands for none is returned as it is.
 */
function nominalInterval(differenceMs: number): number {
  if (differenceMs >= 28 * DAY_MS - HOUR_MS && differenceMs <= 31 * DAY_MS + HOUR_MS) {
    return MONTH_MS;
  }
  if (differenceMs >= DAY_MS - HOUR_MS) {
    const days = Math.floor((differenceMs + DAY_MS / 2) / DAY_MS) * DAY_MS;
    if (Math.abs(differenceMs - days) <= HOUR_MS) return days;
  }
  return differenceMs;
}

/**
 * Bar length of a series: the most frequent difference between neighbours (the shorter of two equally frequent
 * ones), read as a nominal length. At most 65,536 differences are looked at, evenly spread.
 * Differences ≤ 0 are left out. Null where there is none.
 */
export function inferInterval(time: Float64Array, length = time.length): number | null {
  const counts = new Map<number, number>();
  const stride = Math.max(1, Math.floor(length / 65_536));
  for (let i = 1; i < length; i += stride) {
    const difference = Math.abs(time[i]! - time[i - 1]!);
    if (!(difference > 0)) continue;
    const key = nominalInterval(difference);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let best: number | null = null;
  let bestCount = 0;
  for (const [key, count] of counts) {
    if (count > bestCount || (count === bestCount && best !== null && key < best)) {
      best = key;
      bestCount = count;
    }
  }
  return best;
}
