import { beta } from './beta';
import { type Metric, mapMetric, metricUnless } from './metric';
import { mean } from './moments';

/**
 * Jensen's alpha a year: (mean(r) − rf − β · (mean(b) − rf)) · periodsPerYear, arithmetic, rf per period.
 * No value where beta has none. Source: Jensen 1968.
 */
export function alpha(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options: { readonly periodsPerYear: number; readonly riskFree?: number },
): Metric {
  const riskFree = options.riskFree ?? 0;
  return mapMetric(beta(returns, benchmark), (slope) =>
    metricUnless(
      (mean(returns) - riskFree - slope * (mean(benchmark) - riskFree)) * options.periodsPerYear,
      'the benchmark never varies',
    ),
  );
}
