import { dayEnd, dayOf, dayStart, yearsBefore } from '../../../lib/analytics/views/day-field';
import { formatCount } from '../../../lib/analytics/views/format';
import {
  type ExchangeInterval,
  exchangeIntervals,
  mostDownloadBars,
} from '../../../lib/market/exchange/exchange.schema';
import type { SeriesSpan } from '../../../workers/data.client';

/** Two days in UTC, `2024-01-31`, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Bars that open in `[from, to)`, or why there can be none. */
export type RangeReading =
  | { readonly from: number; readonly to: number; readonly bars: number; readonly problem: null }
  | { readonly problem: string };

const utc = { timeZone: 'UTC', intervalMs: 0, firstTime: 0 };

export const utcDay = (time: number): string => dayOf(time, utc);

export type RangePreset = 'month' | 'year' | 'all';

export const presets: readonly { readonly id: RangePreset; readonly label: string }[] = [
  { id: 'month', label: '1 month' },
  { id: 'year', label: '1 year' },
  { id: 'all', label: 'All' },
];

const monthDays = 30;
const dayMs = exchangeIntervals['1d'];

/** The days of a preset, up to the exchange's today and not before its first bar. */
export function presetRange(preset: RangePreset, { first, now }: SeriesSpan): DayRange {
  const to = utcDay(now);
  const begins = first === null ? to : utcDay(first);
  if (preset === 'all') return { from: begins, to };
  const from = preset === 'year' ? yearsBefore(to, 1) : utcDay(now - monthDays * dayMs);
  return { from: from < begins ? begins : from, to };
}

/** What two days come to: whole bars that are closed at the exchange by now. */
export function readRange(
  range: DayRange,
  interval: ExchangeInterval,
  { first, now }: SeriesSpan,
): RangeReading {
  const intervalMs = exchangeIntervals[interval];
  const start = dayStart(range.from, utc);
  const end = dayEnd(range.to, utc);
  if (start === null || end === null) return { problem: 'Choose a first and a last day.' };
  if (range.to < range.from) return { problem: 'The last day is before the first.' };
  if (first !== null && end <= first) {
    return { problem: `The exchange’s bars begin on ${utcDay(first)}.` };
  }
  const from = Math.ceil(Math.max(start, first ?? start) / intervalMs) * intervalMs;
  const to = Math.floor(Math.min(end, now) / intervalMs) * intervalMs;
  const bars = (to - from) / intervalMs;
  if (bars < 1)
    return { problem: `No bar is closed there yet: it is ${utcDay(now)} at the exchange.` };
  if (bars > mostDownloadBars) {
    return {
      problem: `That is ${formatCount(bars)} bars; one download takes ${formatCount(mostDownloadBars)}. Choose a shorter range or longer bars.`,
    };
  }
  return { from, to, bars, problem: null };
}

/** Bars of one answer, and how long it takes: measured at the replay, usual for the others, ms. */
const pageBars = 1000;
const answerMs = { replay: 60, other: 300 } as const;
const bytesPerBar = 48;

/** What a download of so many bars takes, before it is begun. */
export function downloadCost(bars: number, isReplay: boolean): { ms: number; bytes: number } {
  const each = isReplay ? answerMs.replay : answerMs.other;
  return { ms: Math.ceil(bars / pageBars) * each, bytes: bars * bytesPerBar };
}
