import { type Metric, metricUnless, noValue } from './metric';
import type { TradeTally } from './trade-tally';

/** Sum of wins / sum of losses. No value without a losing trade. Source: Schwager 1984. */
export function profitFactor({ trades, losses, won, lost }: TradeTally): Metric {
  if (losses === 0) return noValue(trades === 0 ? 'no closed trades' : 'no losing trade');
  return metricUnless(won / lost, 'the losses are too small to divide by');
}
