import { describe, expect, it } from 'vitest';
import { inferAnnualisation } from '../../../lib/market/annualisation';
import { gapCounter, isUsSession } from '../../../lib/market/calendar';
import {
  civilFromDays,
  daysFromCivil,
  formatDay,
  formatUtcIso,
  weekdayOfDays,
} from '../../../lib/market/civil-date';
import { inferInterval, intervalLabel, MONTH_MS } from '../../../lib/market/interval';
import { knownTimeZones, zoneClock } from '../../../lib/market/zone';

const hour = 3_600_000;
const day = 24 * hour;

describe('civil dates', () => {
  it('agree with the host over four centuries', () => {
    for (let days = -62_000; days < 84_000; days += 13) {
      const host = new Date(days * day);
      const { year, month, day: d } = civilFromDays(days);
      expect([year, month, d]).toEqual([
        host.getUTCFullYear(),
        host.getUTCMonth() + 1,
        host.getUTCDate(),
      ]);
      expect(daysFromCivil(year, month, d)).toBe(days);
      expect(weekdayOfDays(days)).toBe(host.getUTCDay());
      expect(formatDay(days)).toBe(host.toISOString().slice(0, 10));
    }
  });

  it('are written as ISO, milliseconds only where there are any', () => {
    expect(formatUtcIso(1_614_841_200_000)).toBe('2021-03-04T07:00:00Z');
    expect(formatUtcIso(1_614_841_200_007)).toBe('2021-03-04T07:00:00.007Z');
    expect(formatUtcIso(-1)).toBe('1969-12-31T23:59:59.999Z');
  });
});

describe('zones', () => {
  it('agree with the host all through the years from 1997 to 2036', () => {
    for (const zone of knownTimeZones) {
      const clock = zoneClock(zone);
      const host = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
      });
      for (let t = Date.UTC(1997, 0, 1); t < Date.UTC(2036, 0, 1); t += 85.5 * hour) {
        const part = Object.fromEntries(
          host.formatToParts(t).map((p) => [p.type, Number(p.value)]),
        );
        const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!);
        expect(clock.offsetAt(t), `${zone} ${formatUtcIso(t)}`).toBe(local - t);
        expect(Math.abs(clock.toUtc(local, Number.NEGATIVE_INFINITY) - t)).toBeLessThanOrEqual(
          hour,
        );
      }
    }
  });

  it('skip an hour in spring and read the doubled hour in autumn in order', () => {
    const clock = zoneClock('America/New_York');
    expect(clock.toUtc(Date.UTC(2021, 2, 14, 2, 30), 0)).toBeNaN();
    const doubled = Date.UTC(2021, 10, 7, 1, 30);
    const first = clock.toUtc(doubled, Number.NEGATIVE_INFINITY);
    expect(first).toBe(Date.UTC(2021, 10, 7, 5, 30));
    expect(clock.toUtc(doubled, first)).toBe(first + hour);
  });

  it('are known zones or offsets', () => {
    expect(zoneClock('-03:30').offsetAt(0)).toBe(-3.5 * hour);
    expect(() => zoneClock('Mars/Olympus')).toThrow(/not known/);
  });
});

describe('New York sessions', () => {
  it('rest on the exchange’s holidays of 2021 and 2022', () => {
    const closed: string[] = [];
    for (let d = daysFromCivil(2021, 1, 1); d < daysFromCivil(2023, 1, 1); d++) {
      const weekday = weekdayOfDays(d);
      if (weekday !== 0 && weekday !== 6 && !isUsSession(d)) closed.push(formatDay(d));
    }
    expect(closed).toEqual([
      '2021-01-01',
      '2021-01-18',
      '2021-02-15',
      '2021-04-02',
      '2021-05-31',
      '2021-07-05',
      '2021-09-06',
      '2021-11-25',
      '2021-12-24',
      '2022-01-17',
      '2022-02-21',
      '2022-04-15',
      '2022-05-30',
      '2022-06-20',
      '2022-07-04',
      '2022-09-05',
      '2022-11-24',
      '2022-12-26',
    ]);
  });
});

describe('gaps', () => {
  it('around the clock are every bar left out', () => {
    const { missing } = gapCounter('crypto-24x7', hour, false);
    expect(missing(0, hour)).toBe(0);
    expect(missing(0, 4 * hour)).toBe(3);
  });

  it('of equities are sessions, not weekends and holidays', () => {
    const { missing } = gapCounter('equity-us', day, true);
    expect(missing(Date.UTC(2021, 3, 1), Date.UTC(2021, 3, 5))).toBe(0);
    expect(missing(Date.UTC(2021, 3, 1), Date.UTC(2021, 3, 7))).toBe(2);
    const hourly = gapCounter('equity-us', hour, true);
    expect(hourly.missing(Date.UTC(2021, 3, 1, 19), Date.UTC(2021, 3, 5, 13))).toBe(0);
    expect(hourly.missing(Date.UTC(2021, 3, 1, 14), Date.UTC(2021, 3, 1, 17))).toBe(2);
  });

  it('of currencies are hours of the week, not its end', () => {
    const { missing } = gapCounter('fx-24x5', hour, true);
    expect(missing(Date.UTC(2021, 2, 5, 21), Date.UTC(2021, 2, 7, 22))).toBe(0);
    expect(missing(Date.UTC(2021, 2, 3, 10), Date.UTC(2021, 2, 3, 13))).toBe(2);
  });

  it('of months allow for their lengths', () => {
    const { missing } = gapCounter('unknown', MONTH_MS, false);
    expect(missing(Date.UTC(2021, 0, 1), Date.UTC(2021, 1, 1))).toBe(0);
    expect(missing(Date.UTC(2021, 0, 1), Date.UTC(2021, 2, 1))).toBe(1);
  });
});

describe('the interval of a series', () => {
  const times = (n: number, step: number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => i * step);
  it('is its most frequent difference', () => {
    const time = times(100, hour).map((t, i) => (i > 50 ? t + 7 * hour : t));
    expect(inferInterval(time)).toBe(hour);
    expect(inferInterval(times(5, 7 * 60_000))).toBe(7 * 60_000);
    expect(inferInterval(times(1, 1))).toBeNull();
  });
  it('of daily bars stamped in local time is a day', () => {
    const time = times(60, day).map((t, i) => (i >= 30 ? t - hour : t));
    expect(inferInterval(time)).toBe(day);
  });
  it('of monthly bars is a month', () => {
    expect(inferInterval(Float64Array.from({ length: 24 }, (_, i) => Date.UTC(2020, i, 1)))).toBe(
      MONTH_MS,
    );
  });
  it('has a name', () => {
    expect([hour, day, 4 * hour, MONTH_MS, 7 * 60_000, 1500].map(intervalLabel)).toEqual([
      '1 hour',
      '1 day',
      '4 hours',
      '1 month',
      '7 minutes',
      '1500 ms',
    ]);
  });
});

describe('annualisation', () => {
  const series = (keep: (days: number) => boolean, years = 4): Float64Array => {
    const out: number[] = [];
    for (let d = daysFromCivil(2016, 1, 1); d < daysFromCivil(2016 + years, 1, 1); d++) {
      if (keep(d)) out.push(d * day);
    }
    return Float64Array.from(out);
  };
  it('snaps to sessions, weekdays and days', () => {
    const weekday = (d: number): boolean => weekdayOfDays(d) % 6 !== 0;
    expect(inferAnnualisation(series(isUsSession), day)).toMatchObject({ periodsPerYear: 252 });
    expect(inferAnnualisation(series(weekday), day)).toMatchObject({ periodsPerYear: 260 });
    expect(
      inferAnnualisation(
        series(() => true),
        day,
      ),
    ).toMatchObject({ periodsPerYear: 365 });
  });
  it('of hours around the clock is 365 × 24', () => {
    const time = Float64Array.from({ length: 20_000 }, (_, i) => i * hour);
    expect(inferAnnualisation(time, hour)?.periodsPerYear).toBe(8760);
  });
  it('is as measured where nothing is near, and none without time', () => {
    const sparse = series((d) => d % 3 === 0);
    const found = inferAnnualisation(sparse, day)!;
    expect(found.daysPerYear).toBeNull();
    expect(found.periodsPerYear).toBe(found.measured);
    expect(inferAnnualisation(Float64Array.of(1), day)).toBeNull();
  });
});
