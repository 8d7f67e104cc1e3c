import type { RunAnalysis } from '../run-analysis';
import type { MonthlyReturns } from '../run-result';

/** Each calendar year's return of the run and of its benchmark, both from the same bars. */
export function yearlyBars(run: MonthlyReturns, benchmark: MonthlyReturns): RunAnalysis['yearly'] {
  return run.years.map(({ year, total }, i) => ({
    year,
    run: total,
    benchmark: benchmark.years[i]?.total ?? null,
  }));
}
