import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { Bars } from '../market/bars';
import { DAY_MS } from '../market/civil-date';
import { zoneClock } from '../market/zone';

type DatedBars = Pick<Bars, 'time' | 'intervalMs' | 'timeZone'>;

/**
 * Day number (days since 1970-01-01) each bar belongs to, in the data set's zone.
 * A bar of a day or longer that is stamped 00:00 UTC carries its date as it is; any other bar belongs
 * to the date its opening time has on the wall clock of the zone.
 * @throws {ConfigError} for a zone without a rule
 */
export function* sessionDaysWork(bars: DatedBars): SlicedWork<Float64Array> {
  const clock = zoneClock(bars.timeZone);
  const days = new Float64Array(bars.time.length);
  for (let from = 0; from < days.length; from += stepValues) {
    const to = Math.min(days.length, from + stepValues);
    for (let i = from; i < to; i++) {
      const time = bars.time[i]!;
      const dated = bars.intervalMs >= DAY_MS && time % DAY_MS === 0;
      days[i] = Math.floor((dated ? time : time + clock.offsetAt(time)) / DAY_MS);
    }
    yield 2 * (to - from);
  }
  return days;
}
