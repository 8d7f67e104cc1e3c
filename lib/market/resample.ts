import { ConfigError, DataError } from '../core/errors';
import type { Bars } from './bars';
import { isUsSession } from './calendar';
import { civilFromDays, DAY_MS, daysFromCivil, HOUR_MS, weekdayOfDays } from './civil-date';
import { createBars } from './create-bars';
import { intervalLabel, MONTH_MS } from './interval';
import { zoneClock } from './zone';

/**
 * Bars of a higher interval: first open, highest high, lowest low, last close, summed volume.
 * Buckets below a day are anchored in UTC. Days, weeks (from Monday) and months are those of the set's zone for
 * equities (a bar stamped 00:00 UTC keeps its date) and UTC days else; such bars are stamped 00:00 UTC of their first day.
 * The last bucket is left out unless its last source bar closes at or after its end: only closed bars.
 * @throws {ConfigError} where the interval is not a higher multiple; {DataError} where no bucket is complete
 */
export async function resampleBars(bars: Bars, intervalMs: number): Promise<Bars> {
  if (!(intervalMs > bars.intervalMs) || intervalMs % bars.intervalMs !== 0) {
    throw new ConfigError(
      `${intervalLabel(bars.intervalMs)} bars can't be gathered into ${intervalLabel(intervalMs)}; choose a multiple.`,
      'intervalMs',
    );
  }
  const bucketOf = bucketing(bars, intervalMs);
  const n = bars.length;
  const time: number[] = [];
  const rows: number[] = [];
  let current = Number.NaN;
  for (let i = 0; i < n; i++) {
    const bucket = bucketOf.start(bars.time[i]!);
    if (bucket !== current) {
      time.push(bucket);
      rows.push(i);
      current = bucket;
    }
  }
  rows.push(n);
  if (!bucketOf.isClosed(current, bars.time[n - 1]! + bars.intervalMs)) time.pop();
  const m = time.length;
  if (m === 0) {
    throw new DataError(`The data hold no complete bar of ${intervalLabel(intervalMs)}.`);
  }
  const out = {
    time: Float64Array.from(time),
    open: new Float64Array(m),
    high: new Float64Array(m),
    low: new Float64Array(m),
    close: new Float64Array(m),
    volume: new Float64Array(m),
  };
  for (let k = 0; k < m; k++) {
    const from = rows[k]!;
    const to = rows[k + 1]!;
    let high = bars.high[from]!;
    let low = bars.low[from]!;
    let volume = 0;
    for (let i = from; i < to; i++) {
      high = Math.max(high, bars.high[i]!);
      low = Math.min(low, bars.low[i]!);
      volume += bars.volume[i]!;
    }
    out.open[k] = bars.open[from]!;
    out.high[k] = high;
    out.low[k] = low;
    out.close[k] = bars.close[to - 1]!;
    out.volume[k] = volume;
  }
  return createBars(out, {
    instrument: bars.instrument,
    intervalMs,
    timeZone: bars.timeZone,
    source: withResample(bars, intervalMs),
  });
}

/** The source with the step added to its recipe, so that the same file gives the same bars again. */
function withResample(bars: Bars, intervalMs: number): Bars['source'] {
  const { source } = bars;
  if (source.kind === 'file') {
    return { ...source, recipe: { ...source.recipe, resampleMs: intervalMs } };
  }
  if (source.kind === 'synthetic') {
    return { ...source, config: { ...source.config, resampleMs: intervalMs } };
  }
  if (source.kind === 'exchange') return { ...source, resampleMs: intervalMs };
  return { kind: 'sample', id: `${source.id}@${intervalMs}` };
}

interface Bucketing {
  start(timeMs: number): number;
  isClosed(start: number, knownMs: number): boolean;
}

function bucketing(bars: Bars, intervalMs: number): Bucketing {
  if (intervalMs < DAY_MS) {
    return {
      start: (t) => Math.floor(t / intervalMs) * intervalMs,
      isClosed: (start, known) => known >= start + intervalMs,
    };
  }
  const bySession = bars.instrument.calendar === 'equity-us';
  const clock = zoneClock(bySession ? bars.timeZone : 'UTC');
  const dayOf = (t: number): number =>
    Math.floor((t % DAY_MS === 0 ? t : t + clock.offsetAt(t)) / DAY_MS);
  const startDay = (day: number): number => {
    if (intervalMs === 7 * DAY_MS) return day - ((weekdayOfDays(day) + 6) % 7);
    if (intervalMs === MONTH_MS) {
      const { year, month } = civilFromDays(day);
      return daysFromCivil(year, month, 1);
    }
    const span = intervalMs / DAY_MS;
    return Math.floor(day / span) * span;
  };
  const endDay = (day: number): number => {
    if (intervalMs !== MONTH_MS) return day + intervalMs / DAY_MS;
    const { year, month } = civilFromDays(day);
    return month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1);
  };
  return {
    start: (t) => startDay(dayOf(t)) * DAY_MS,
    isClosed: (start, known) => {
      const end = endDay(start / DAY_MS);
      if (!bySession) return known >= end * DAY_MS;
      const local = known % DAY_MS === 0 ? known : known + clock.offsetAt(known);
      return sessionsLeft(local, end) === 0;
    },
  };
}

/** The bell rings at 16:00; what is left of the date after it can't change the bar. */
const afterBellMs = 8 * HOUR_MS;

/** Sessions, or parts of one, between a wall-clock time and the start of a day. */
function sessionsLeft(localMs: number, endDay: number): number {
  let sessions = 0;
  for (let day = Math.floor(localMs / DAY_MS); day < endDay; day++) {
    if (isUsSession(day) && (day + 1) * DAY_MS - localMs > afterBellMs) sessions++;
  }
  return sessions;
}
