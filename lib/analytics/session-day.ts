import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { Bars } from '../market/bars';
import { DAY_MS } from '../market/civil-date';
import { zoneClock } from '../market/zone';

type DatedBars = Pick<Bars, 'time' | 'intervalMs' | 'timeZone'>;

/**
 * What the wall clock of the data set's zone shows when a bar opens, as ms since 1970-01-01 00:00 there. A bar of a
 * day or longer that is stamped 00:00 UTC carries its date as it is.
 * @throws {ConfigError} for a zone without a rule
 */
export function sessionClock(bars: Omit<DatedBars, 'time'>): (time: number) => number {
  const clock = zoneClock(bars.timeZone);
  const mayBeDated = bars.intervalMs >= DAY_MS;
  return (time) => (mayBeDated && time % DAY_MS === 0 ? time : time + clock.offsetAt(time));
}

/**
 * Day number (days since 1970-01-01) each bar belongs to, by {@link sessionClock}.
 * @throws {ConfigError} for a zone without a rule
 */
export function* sessionDaysWork(bars: DatedBars): SlicedWork<Float64Array> {
  const localTime = sessionClock(bars);
  const days = new Float64Array(bars.time.length);
  for (let from = 0; from < days.length; from += stepValues) {
    const to = Math.min(days.length, from + stepValues);
    for (let i = from; i < to; i++) days[i] = Math.floor(localTime(bars.time[i]!) / DAY_MS);
    yield 2 * (to - from);
  }
  return days;
}
