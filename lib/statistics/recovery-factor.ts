import { type Metric, metricUnless, noValue } from './metric';

/**
 * Recovery factor: total return / maximum drawdown, both fractions; how many times the deepest decline was earned.
 * Not annualised. No value without a drawdown. Source: Pardo, The Evaluation and Optimization of Trading Strategies, 2008.
 */
export function recoveryFactor(totalReturn: Metric, maxDrawdown: Metric): Metric {
  if (totalReturn.value === null) return totalReturn;
  if (maxDrawdown.value === null) return maxDrawdown;
  if (maxDrawdown.value === 0) return noValue('no drawdown');
  return metricUnless(
    totalReturn.value / maxDrawdown.value,
    'the drawdown is too small to divide by',
  );
}
