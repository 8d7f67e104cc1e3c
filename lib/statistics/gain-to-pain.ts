import { type Metric, metricUnless, noValue } from './metric';

/**
 * Gain-to-pain ratio: Σ r / Σ |min(0, r)| of monthly returns. No value without months or without a losing one.
 * Source: Schwager, Hedge Fund Market Wizards, 2012.
 */
export function gainToPain(months: ArrayLike<number>): Metric {
  if (months.length === 0) return noValue('no months');
  let sum = 0;
  let pain = 0;
  for (let i = 0; i < months.length; i++) {
    sum += months[i]!;
    if (months[i]! < 0) pain -= months[i]!;
  }
  if (pain === 0) return noValue('no losing month');
  return metricUnless(sum / pain, 'the losses are too small to divide by');
}
