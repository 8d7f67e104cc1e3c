import { type Metric, metric, metricUnless, noValue } from './metric';
import { profitFactor } from './profit-factor';
import { tallyTrades } from './trade-tally';
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

const noTrades = noValue('no closed trades');
const noLosingTrade = noValue('no losing trade');

/** Counts, averages and the Wilson 95 % interval of the win rate from each trade's result after costs. */
export function tradeStatistics(pnl: ArrayLike<number>): TradeStatistics {
  const tally = tallyTrades(pnl);
  const { wins, losses, won, lost } = tally;
  let sum = 0;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let i = 0; i < pnl.length; i++) {
    const result = pnl[i]!;
    sum += result;
    if (result > best) best = result;
    if (result < worst) worst = result;
  }
  const trades = pnl.length;
  const interval = wilsonInterval(wins, trades);
  const perTrade = (value: number): Metric => (trades === 0 ? noTrades : metric(value));
  const noWin = trades === 0 ? noTrades : noValue('no winning trade');
  const noLoss = trades === 0 ? noTrades : noLosingTrade;
  return {
    trades,
    wins,
    losses,
    winRate: perTrade(wins / trades),
    winRateLow: interval === null ? noTrades : metric(interval.low),
    winRateHigh: interval === null ? noTrades : metric(interval.high),
    averageWin: wins === 0 ? noWin : metric(won / wins),
    averageLoss: losses === 0 ? noLoss : metric(lost / losses),
    payoff:
      losses === 0
        ? noLoss
        : wins === 0
          ? noWin
          : metricUnless(won / wins / (lost / losses), 'the losses are too small to divide by'),
    profitFactor: profitFactor(tally),
    expectancy: perTrade(sum / trades),
    best: perTrade(best),
    worst: perTrade(worst),
  };
}
