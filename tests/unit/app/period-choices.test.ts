import { describe, expect, it } from 'vitest';
import {
  lastYears,
  type PeriodData,
  periodDays,
  periodProblem,
  splitAfter,
  splitCounts,
  timeOfDay,
  wholePeriod,
} from '../../../app/_components/setup/period-choices';

const day = 86_400_000;
const utc = (iso: string): number => Date.parse(iso);
const first = utc('2020-01-01T00:00:00Z');
const daily: PeriodData = {
  timeZone: 'UTC',
  intervalMs: day,
  firstTime: first,
  lastTime: first + 99 * day,
  times: Float64Array.from({ length: 100 }, (_, i) => first + i * day),
};
const newYork: PeriodData = {
  timeZone: 'America/New_York',
  intervalMs: 3_600_000,
  firstTime: utc('2020-03-02T14:00:00Z'),
  lastTime: utc('2020-06-30T19:00:00Z'),
  times: null,
};

describe('the fields of a period', () => {
  it('include the last day: bars are left out from the day after it', () => {
    const to = timeOfDay('to', '2020-01-31', daily);
    expect(to).toBe(utc('2020-02-01T00:00:00Z'));
    expect(periodDays({ ...wholePeriod, to }, daily).to).toBe('2020-01-31');
  });

  it('begin days at midnight of the data set’s zone, summer time included', () => {
    expect(timeOfDay('from', '2020-03-06', newYork)).toBe(utc('2020-03-06T05:00:00Z'));
    expect(timeOfDay('from', '2020-03-09', newYork)).toBe(utc('2020-03-09T04:00:00Z'));
  });

  it('take daily bars stamped 00:00 UTC by their date, whatever the zone', () => {
    const dated = { ...daily, timeZone: 'Asia/Tokyo' };
    expect(timeOfDay('from', '2020-01-05', dated)).toBe(utc('2020-01-05T00:00:00Z'));
    expect(periodDays({ ...wholePeriod, from: first }, dated).from).toBe('2020-01-01');
  });

  it('are empty where nothing was chosen, and no date is no time', () => {
    expect(periodDays(wholePeriod, daily)).toEqual({ from: '', to: '', split: '' });
    expect(timeOfDay('from', '', daily)).toBeNull();
    expect(timeOfDay('from', '2020-02-30', daily)).toBeNull();
  });
});

describe('a period that can’t be measured', () => {
  const from = (iso: string) => timeOfDay('from', iso, daily);
  it('names the field at fault', () => {
    expect(periodProblem({ ...wholePeriod, from: from('2021-01-01') }, daily)?.field).toBe('from');
    expect(periodProblem({ ...wholePeriod, to: first }, daily)?.field).toBe('to');
    expect(
      periodProblem({ ...wholePeriod, from: from('2020-02-01'), to: from('2020-01-10') }, daily)
        ?.field,
    ).toBe('to');
  });

  it('has no split on its first day or behind its last', () => {
    expect(periodProblem({ ...wholePeriod, split: first }, daily)?.field).toBe('split');
    expect(periodProblem({ ...wholePeriod, split: from('2020-05-01') }, daily)?.field).toBe(
      'split',
    );
    expect(periodProblem({ ...wholePeriod, split: from('2020-02-01') }, daily)).toBeNull();
  });
});

describe('quick choices', () => {
  it('split by the share of bars measured', () => {
    const split = splitAfter(0.7, wholePeriod, daily);
    expect(splitCounts({ ...wholePeriod, split }, daily)).toEqual({
      inSample: 70,
      outOfSample: 30,
    });
    const period = { ...wholePeriod, from: first + 50 * day };
    expect(splitCounts({ ...period, split: splitAfter(0.8, period, daily) }, daily)).toEqual({
      inSample: 40,
      outOfSample: 10,
    });
  });

  it('split by time where the bars are not known', () => {
    const split = splitAfter(0.5, wholePeriod, { ...daily, times: null });
    expect(split).toBe(first + 49 * day);
  });

  it('go back whole years from the last bar, from a 29 February too', () => {
    const data = { ...daily, lastTime: utc('2020-02-29T00:00:00Z') };
    expect(lastYears(1, data)).toBe(utc('2019-02-28T00:00:00Z'));
    expect(lastYears(4, data)).toBe(utc('2016-02-29T00:00:00Z'));
  });
});
