import { type Metric, metric, noValue } from './metric';

/**
 * Ulcer index: √mean(D²) of the declines D from the running peak, as a fraction (0.05 is 5 %); deep and long
 * declines weigh most. No value without points. Source: Martin & McCann, The Investor's Guide to Fidelity Funds, 1989.
 * @param declines ≤ 0, one value a point, see {@link drawdown}
 */
export function ulcerIndex(declines: ArrayLike<number>): Metric {
  if (declines.length === 0) return noValue('no bars');
  let squares = 0;
  for (let i = 0; i < declines.length; i++) squares += declines[i]! * declines[i]!;
  return metric(Math.sqrt(squares / declines.length));
}
