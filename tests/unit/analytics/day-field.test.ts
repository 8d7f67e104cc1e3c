import { describe, expect, it } from 'vitest';
import { dayEnd, dayOf, dayStart, yearsBefore } from '../../../lib/analytics/views/day-field';

const hourly = { timeZone: 'Europe/Berlin', intervalMs: 3_600_000, firstTime: 0 };
const utc = (iso: string): number => Date.parse(iso);

describe('the day of a field', () => {
  it('begins and ends at midnight of the zone, on days of 23 and 25 hours too', () => {
    expect(dayStart('2021-03-28', hourly)).toBe(utc('2021-03-27T23:00:00Z'));
    expect(dayEnd('2021-03-28', hourly)).toBe(utc('2021-03-28T22:00:00Z'));
    expect(dayStart('2021-10-31', hourly)).toBe(utc('2021-10-30T22:00:00Z'));
    expect(dayEnd('2021-10-31', hourly)).toBe(utc('2021-10-31T23:00:00Z'));
  });

  it('is read back from every moment of it', () => {
    for (const date of ['2021-03-28', '2021-10-31', '2000-02-29']) {
      expect(dayOf(dayStart(date, hourly)!, hourly)).toBe(date);
      expect(dayOf(dayEnd(date, hourly)! - 1, hourly)).toBe(date);
    }
  });

  it('is the date of a daily bar stamped 00:00 UTC, and the zone’s day for other daily bars', () => {
    const dated = {
      timeZone: 'Asia/Tokyo',
      intervalMs: 86_400_000,
      firstTime: utc('2020-01-02T00:00:00Z'),
    };
    expect(dayStart('2020-05-01', dated)).toBe(utc('2020-05-01T00:00:00Z'));
    const stamped = { ...dated, firstTime: utc('2020-01-01T15:00:00Z') };
    expect(dayStart('2020-05-01', stamped)).toBe(utc('2020-04-30T15:00:00Z'));
  });

  it('is none for what is no date', () => {
    for (const text of ['', '2021-13-01', '2021-02-29', '21-01-01', '2021-1-1']) {
      expect(dayStart(text, hourly)).toBeNull();
      expect(dayEnd(text, hourly)).toBeNull();
    }
  });

  it('goes back whole years', () => {
    expect(yearsBefore('2020-02-29', 1)).toBe('2019-02-28');
    expect(yearsBefore('2020-04-17', 5)).toBe('2015-04-17');
  });
});
