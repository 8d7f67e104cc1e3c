import { type SlicedWork, stepValues } from '../core/sliced-work';
import { civilFromDays } from '../market/civil-date';
import type { MonthlyReturns } from './run-result';

/**
 * Return of each calendar month and year from the equity at its last bar over the equity before it (the capital at
 * first), over bars `[from, to)`. null where there are no bars, or where nothing was left to earn a return on.
 * @param days day number of each bar, see session-day.ts
 */
export function* monthlyReturns(
  days: Float64Array,
  equity: Float64Array,
  capital: number,
  { from, to } = { from: 0, to: days.length },
): SlicedWork<MonthlyReturns> {
  const years: { year: number; months: (number | null)[]; total: number | null }[] = [];
  let monthStart = capital;
  let yearStart = capital;
  let here: { readonly year: number; readonly month: number } | null = null;
  for (let i = from; i < to; i++) {
    if (i % stepValues === stepValues - 1) yield 2 * stepValues;
    const last = i === to - 1;
    if (!last && days[i + 1] === days[i]) continue;
    const { year, month } = here ?? civilFromDays(days[i]!);
    const next = last ? null : civilFromDays(days[i + 1]!);
    here = next;
    let row = years[years.length - 1];
    if (row === undefined || row.year !== year) {
      row = { year, months: new Array<number | null>(12).fill(null), total: null };
      years.push(row);
    }
    const value = equity[i]!;
    if (next === null || next.year !== year || next.month !== month) {
      row.months[month - 1] = monthStart > 0 ? value / monthStart - 1 : null;
      monthStart = value;
    }
    if (next === null || next.year !== year) {
      row.total = yearStart > 0 ? value / yearStart - 1 : null;
      yearStart = value;
    }
  }
  return { years };
}
