import { type Metric, metricUnless, noValue } from './metric';

/**
 * Ulcer performance index (Martin ratio): (CAGR − risk-free rate a year) / ulcer index. No value without a decline.
 * Source: Martin & McCann, The Investor's Guide to Fidelity Funds, 1989.
 */
export function ulcerPerformance(cagr: Metric, ulcerIndex: Metric, riskFree = 0): Metric {
  if (cagr.value === null) return cagr;
  if (ulcerIndex.value === null) return ulcerIndex;
  if (ulcerIndex.value === 0) return noValue('no drawdown');
  return metricUnless(
    (cagr.value - riskFree) / ulcerIndex.value,
    'the drawdown is too small to divide by',
  );
}
