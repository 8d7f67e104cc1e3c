import {
  type DayRule,
  dayEnd,
  dayOf,
  dayStart,
  yearsBefore,
} from '../../../lib/analytics/views/day-field';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';

/** What of the data the choices depend on. */
export interface PeriodData extends DayRule {
  readonly lastTime: number;
  /** Start of each bar; without them a share of the period is a share of its time. */
  readonly times: Float64Array | null;
}

/** Times are UTC epoch ms; null = as far as the data go. */
export interface Period {
  readonly from: number | null;
  readonly to: number | null;
  readonly split: number | null;
}

export const wholePeriod: Period = { from: null, to: null, split: null };

export function periodOf({ period }: Pick<RunConfigInput, 'period'>): Period {
  return {
    from: period?.from ?? null,
    to: period?.to ?? null,
    split: period?.split ?? null,
  };
}

/** Days as the three fields show them; '' = none. The last day is included. */
export function periodDays(period: Period, data: DayRule): Record<keyof Period, string> {
  return {
    from: period.from === null ? '' : dayOf(period.from, data),
    to: period.to === null ? '' : dayOf(period.to - 1, data),
    split: period.split === null ? '' : dayOf(period.split, data),
  };
}

/** The time a field's day stands for; null for ''. */
export function timeOfDay(field: keyof Period, day: string, data: DayRule): number | null {
  return field === 'to' ? dayEnd(day, data) : dayStart(day, data);
}

/** Why a period can't be measured, with the field at fault; null where it can. */
export function periodProblem(
  { from, to, split }: Period,
  data: PeriodData,
): { readonly field: keyof Period; readonly message: string } | null {
  const first = dayOf(data.firstTime, data);
  const last = dayOf(data.lastTime, data);
  if (from !== null && from > data.lastTime) {
    return { field: 'from', message: `The data end on ${last}.` };
  }
  if (to !== null && to <= data.firstTime) {
    return { field: 'to', message: `The data begin on ${first}.` };
  }
  if (from !== null && to !== null && to <= from) {
    return { field: 'to', message: 'Must not be before the first day.' };
  }
  if (split === null) return null;
  const start = Math.max(from ?? data.firstTime, data.firstTime);
  const end = Math.min((to ?? data.lastTime + 1) - 1, data.lastTime);
  if (split <= start || split > end) {
    return {
      field: 'split',
      message: `Must lie after ${dayOf(start, data)} and not after ${dayOf(end, data)}.`,
    };
  }
  return null;
}

/** The last `years` years of the data. */
export function lastYears(years: number, data: PeriodData): number | null {
  return dayStart(yearsBefore(dayOf(data.lastTime, data), years), data);
}

/** Start of the day at which a share of the measured bars is over. */
export function splitAfter(share: number, period: Period, data: PeriodData): number | null {
  const start = Math.max(period.from ?? data.firstTime, data.firstTime);
  const end = Math.min((period.to ?? data.lastTime + 1) - 1, data.lastTime);
  const { times } = data;
  if (times === null) return dayStart(dayOf(start + share * (end - start), data), data);
  const [first, past] = [indexFrom(times, start), indexFrom(times, end + 1)];
  const at = times[Math.min(times.length - 1, first + Math.round(share * (past - first)))];
  return at === undefined ? null : dayStart(dayOf(at, data), data);
}

/** Bars before and from the split; null without one, or where the bars are not known yet. */
export function splitCounts(
  period: Period,
  { times }: PeriodData,
): { readonly inSample: number; readonly outOfSample: number } | null {
  if (times === null || period.split === null) return null;
  const first = period.from === null ? 0 : indexFrom(times, period.from);
  const past = period.to === null ? times.length : indexFrom(times, period.to);
  const at = indexFrom(times, period.split);
  return { inSample: Math.max(0, at - first), outOfSample: Math.max(0, past - at) };
}

/** First bar that begins at a time or later. */
function indexFrom(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
