import { type Metric, metric, metricUnless, noValue } from './metric';
import { wilsonInterval } from './wilson-interval';

/** Figures of closed trades, money in the unit of the results. */
export interface TradeStatistics {
  readonly trades: number;
  /** Result above 0. */
  readonly wins: number;
  /** Result below 0; a trade of exactly 0 is neither. */
  readonly losses: number;
  /** wins / trades. */
  readonly winRate: Metric;
  readonly winRateLow: Metric;
  readonly winRateHigh: Metric;
  readonly averageWin: Metric;
  /** Positive. */
  readonly averageLoss: Metric;
  /** average win / average loss. */
  readonly payoff: Metric;
  /** Sum of wins / sum of losses. */
  readonly profitFactor: Metric;
  /** Mean result of a trade. */
  readonly expectancy: Metric;
  readonly best: Metric;
  readonly worst: Metric;
}

/** Counts, averages and the Wilson 95 % interval of the win rate from each trade's result after costs. */
export function tradeStatistics(pnl: ArrayLike<number>): TradeStatistics {
  let wins = 0;
  let losses = 0;
  let won = 0;
  let lost = 0;
  let sum = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let i = 0; i < pnl.length; i++) {
    const result = pnl[i]!;
    sum += result;
    if (result > 0) {
      wins++;
      won += result;
    } else if (result < 0) {
      losses++;
      lost -= result;
    }
    if (result > best) best = result;
    if (result < worst) worst = result;
  }
  const trades = pnl.length;
  const none = noValue('no closed trades');
  const interval = wilsonInterval(wins, trades);
  const perTrade = (value: number): Metric => (trades === 0 ? none : metric(value));
  const noWin = trades === 0 ? none : noValue('no winning trade');
  const noLoss = trades === 0 ? none : noValue('no losing trade');
  return {
    trades,
    wins,
    losses,
    winRate: perTrade(wins / trades),
    winRateLow: interval === null ? none : metric(interval.low),
    winRateHigh: interval === null ? none : metric(interval.high),
    averageWin: wins === 0 ? noWin : metric(won / wins),
    averageLoss: losses === 0 ? noLoss : metric(lost / losses),
    payoff:
      losses === 0
        ? noLoss
        : wins === 0
          ? noWin
          : metricUnless(won / wins / (lost / losses), 'the losses are too small to divide by'),
    profitFactor:
      losses === 0 ? noLoss : metricUnless(won / lost, 'the losses are too small to divide by'),
    expectancy: perTrade(sum / trades),
    best: perTrade(best),
    worst: perTrade(worst),
  };
}
