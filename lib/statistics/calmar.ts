import { type Metric, metricUnless, noValue } from './metric';

/** Calmar ratio: CAGR / maximum drawdown (positive fraction). No value without a drawdown. Source: Young 1991. */
export function calmar(cagr: Metric, maxDrawdown: Metric): Metric {
  if (cagr.value === null) return cagr;
  if (maxDrawdown.value === null) return maxDrawdown;
  if (maxDrawdown.value === 0) return noValue('no drawdown');
  return metricUnless(cagr.value / maxDrawdown.value, 'the drawdown is too small to divide by');
}
