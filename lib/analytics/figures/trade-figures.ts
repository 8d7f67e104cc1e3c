import type { SlicedWork } from '../../core/sliced-work';
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

/** What a trade counts for in a step that goes through all of them a few times. */
const valuesATrade = 20;

/** Figures of the closed trades among the rows, and how many are still open. */
export function* tradeFigures(trades: readonly TradeRow[]): SlicedWork<TradeFigures> {
  const step = trades.length * valuesATrade;
  const closed = trades.filter((trade) => trade.exitBar !== null);
  const pnl = closed.map((trade) => trade.pnl);
  const results = tradeStatistics(pnl);
  yield step;
  const held = holdingTimes(
    closed.map((trade) => trade.bars),
    pnl,
  );
  yield step;
  const average = (of: (trade: TradeRow) => number): Metric =>
    closed.length === 0 ? noValue('no closed trades') : metric(mean(closed.map(of)));
  const quality = sqn(closed.map((trade) => trade.returnFraction));
  const averageWorst = average((trade) => trade.worst);
  const averageBest = average((trade) => trade.best);
  yield step;
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
    sqn: quality,
    kelly: kellyOf(results.winRate, results.payoff),
    averageWorst,
    averageBest,
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
