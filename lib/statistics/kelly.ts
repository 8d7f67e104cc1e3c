import { type Metric, metric, noValue } from './metric';

/**
 * Kelly fraction of a bet that wins `payoff` times the stake with probability `winRate`: (p·b − q) / b.
 * Negative where the bet loses: to size by it, take at least 0. Source: Kelly 1956.
 */
export function kelly(winRate: number, payoff: number): Metric {
  if (!(payoff > 0)) return noValue('no payoff ratio');
  return metric((winRate * payoff - (1 - winRate)) / payoff);
}
