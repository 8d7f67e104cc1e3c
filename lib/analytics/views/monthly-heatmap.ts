import type { MonthlyReturns } from '../run-result';
import { formatSignedPercent, noValueText } from './format';
import { monthNames } from './format-date';

export interface HeatmapCell {
  /** Fraction; null where there are no bars, or where nothing was left to earn a return on. */
  readonly value: number | null;
  readonly text: string;
  /** −1..1: colour strength, ±1 at the scale. 0 where there is no value. */
  readonly strength: number;
  /** `March 2009: +8.3%`. */
  readonly label: string;
}

export interface HeatmapRow {
  readonly year: number;
  /** Twelve, January first. */
  readonly months: readonly HeatmapCell[];
  readonly total: HeatmapCell;
}

export interface MonthlyHeatmap {
  readonly rows: readonly HeatmapRow[];
  /** Return at which a month's colour is full: the largest size among the months. 0 without any. */
  readonly scale: number;
}

/** Calendar of returns, latest year first. Years are coloured on their own scale. */
export function monthlyHeatmap(monthly: MonthlyReturns, locale?: string): MonthlyHeatmap {
  const scale = largest(monthly.years.flatMap((row) => row.months));
  const yearScale = largest(monthly.years.map((row) => row.total));
  const rows = monthly.years.map((row): HeatmapRow => {
    const cell = (value: number | null, name: string, full: number): HeatmapCell => {
      const text = formatSignedPercent(value, 1, locale);
      return {
        value,
        text: value === null ? '' : text,
        strength: value === null || full === 0 ? 0 : value / full,
        label: `${name}: ${value === null ? `${noValueText} no bars, or nothing left to earn on` : text}`,
      };
    };
    return {
      year: row.year,
      months: row.months.map((value, m) => cell(value, `${monthNames[m]} ${row.year}`, scale)),
      total: cell(row.total, String(row.year), yearScale),
    };
  });
  return { rows: rows.reverse(), scale };
}

function largest(values: readonly (number | null)[]): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value ?? 0));
  return size;
}
