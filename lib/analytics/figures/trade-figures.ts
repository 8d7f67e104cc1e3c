import { holdingTimes } from '../../statistics/holding-times';
import { kelly } from '../../statistics/kelly';
import { longestStreak } from '../../statistics/longest-streak';
import { type Metric, metric, noValue } from '../../statistics/metric';
import { mean } from '../../statistics/moments';
import { sqn } from '../../statistics/sqn';
import { tradeStatistics } from '../../statistics/trade-statistics';
import type { KeyFigures, TradeRow } from '../run-result';

export type TradeFigures = Pick<
  KeyFigures,
  | 'closedTrades'
  | 'openTrades'
  | 'winRate'
  | 'winRateLow'
  | 'winRateHigh'
  | 'averageWin'
  | 'averageLoss'
  | 'payoff'
  | 'profitFactor'
  | 'expectancy'
  | 'bestTrade'
  | 'worstTrade'
  | 'averageBarsHeld'
  | 'sqn'
  | 'kelly'
  | 'averageWorst'
  | 'averageBest'
  | 'medianBarsHeld'
  | 'averageWinBars'
  | 'averageLossBars'
  | 'longestWinStreak'
  | 'longestLossStreak'
>;

/** Figures of the closed trades among the rows, and how many are still open. */
export function tradeFigures(trades: readonly TradeRow[]): TradeFigures {
  const closed = trades.filter((trade) => trade.exitBar !== null);
  const pnl = closed.map((trade) => trade.pnl);
  const results = tradeStatistics(pnl);
  const held = holdingTimes(
    closed.map((trade) => trade.bars),
    pnl,
  );
  const average = (of: (trade: TradeRow) => number): Metric =>
    closed.length === 0 ? noValue('no closed trades') : metric(mean(closed.map(of)));
  return {
    closedTrades: metric(closed.length),
    openTrades: metric(trades.length - closed.length),
    winRate: results.winRate,
    winRateLow: results.winRateLow,
    winRateHigh: results.winRateHigh,
    averageWin: results.averageWin,
    averageLoss: results.averageLoss,
    payoff: results.payoff,
    profitFactor: results.profitFactor,
    expectancy: results.expectancy,
    bestTrade: results.best,
    worstTrade: results.worst,
    averageBarsHeld: held.mean,
    sqn: sqn(closed.map((trade) => trade.returnFraction)),
    kelly: kellyOf(results.winRate, results.payoff),
    averageWorst: average((trade) => trade.worst),
    averageBest: average((trade) => trade.best),
    medianBarsHeld: held.median,
    averageWinBars: held.wins,
    averageLossBars: held.losses,
    longestWinStreak: longestStreak(pnl, 'win'),
    longestLossStreak: longestStreak(pnl, 'loss'),
  };
}

function kellyOf(winRate: Metric, payoff: Metric): Metric {
  if (winRate.value === null) return winRate;
  return payoff.value === null ? payoff : kelly(winRate.value, payoff.value);
}
