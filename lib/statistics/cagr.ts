import { moduleMath } from '../kernels/math';
import { type Metric, metric, metricUnless, noValue } from './metric';

/**
 * Compound annual growth rate: (1 + total return)^(periodsPerYear / periods) − 1.
 * No value without periods, or where more than everything was lost.
 */
export function cagr(totalReturn: number, periods: number, periodsPerYear: number): Metric {
  if (!(periods > 0)) return noValue('no returns');
  const growth = 1 + totalReturn;
  if (growth < 0) return noValue('more than the capital was lost');
  if (growth === 0) return metric(-1);
  return metricUnless(
    moduleMath().pow(growth, periodsPerYear / periods) - 1,
    'too few periods to state a yearly rate',
  );
}
