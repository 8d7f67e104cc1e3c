import { correlation } from '../../../statistics/correlation';
import { type Metric, mapMetric, metric, noValue } from '../../../statistics/metric';
import type { RunResult } from '../../run-result';

/** How alike the months of two runs were. */
export interface MonthlyPair {
  readonly correlation: Metric;
  /** Months both runs have. */
  readonly months: number;
}

/** Fewer months say nothing. */
const fewestMonths = 6;

/** Pearson correlation of the monthly returns of every run with every other, in the order of the runs. */
export function monthlyCorrelation(results: readonly RunResult[]): MonthlyPair[][] {
  const months = results.map(monthsOf);
  return months.map((one, i) =>
    months.map((other, k) =>
      i === k ? { correlation: metric(1), months: one.size } : pairOf(one, other),
    ),
  );
}

/** Returns by month: `24240` is January 2020, twelve a year. */
function monthsOf({ monthly }: RunResult): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { year, months } of monthly.years) {
    months.forEach((value, month) => {
      if (value !== null) found.set(year * 12 + month, value);
    });
  }
  return found;
}

function pairOf(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): MonthlyPair {
  const shared = [...one.keys()].filter((month) => other.has(month));
  if (shared.length < fewestMonths) {
    return {
      correlation: noValue(
        shared.length === 0
          ? 'no month in common'
          : `${shared.length} of the ${fewestMonths} months in common it needs`,
      ),
      months: shared.length,
    };
  }
  const value = correlation(
    shared.map((month) => one.get(month)!),
    shared.map((month) => other.get(month)!),
  );
  return {
    correlation:
      value.value === null ? noValue('the months of one never vary') : mapMetric(value, metric),
    months: shared.length,
  };
}
