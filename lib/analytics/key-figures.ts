import type { BacktestRun } from '../backtest/backtest-run';
import type { SlicedWork } from '../core/sliced-work';
import { cagr } from '../statistics/cagr';
import { calmar } from '../statistics/calmar';
import type { Drawdown } from '../statistics/drawdown';
import { historicalEs } from '../statistics/historical-es';
import { historicalVar } from '../statistics/historical-var';
import { kurtosis } from '../statistics/kurtosis';
import { type Metric, mapMetric, metric, metricUnless, noValue } from '../statistics/metric';
import { minTrackRecord } from '../statistics/min-track-record';
import { mean } from '../statistics/moments';
import { probabilisticSharpe } from '../statistics/probabilistic-sharpe';
import { sharpe } from '../statistics/sharpe';
import { skewness } from '../statistics/skewness';
import { sortino } from '../statistics/sortino';
import { tradeStatistics } from '../statistics/trade-statistics';
import { volatility } from '../statistics/volatility';
import type { ProfitAttribution } from './attribution';
import { type MeasuringPoints, returnsAt } from './measured-returns';
import type { KeyFigures, TradeRow } from './run-result';

/** Figures that a curve of equity has, whoever traded it. */
export type CurveFigures = Pick<
  KeyFigures,
  | 'totalReturn'
  | 'netProfit'
  | 'cagr'
  | 'volatility'
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'maxDrawdown'
  | 'longestUnderwaterBars'
  | 'psr'
  | 'minTrackRecord'
  | 'skewness'
  | 'kurtosis'
  | 'historicalVar95'
  | 'historicalEs95'
>;

/**
 * Return, risk and their ratios from one value of equity a bar. Returns are measured at the points, drawdown at
 * every bar, and both start from the capital.
 * @param decline drawdown of the same curve from the capital
 */
export function* curveFigures(
  equity: Float64Array,
  capital: number,
  points: MeasuringPoints,
  decline: Drawdown,
): SlicedWork<CurveFigures> {
  const returns = returnsAt(points.bars, equity);
  const n = returns.length;
  yield 2 * n;
  const { periodsPerYear, periods } = points.annualisation;
  const final = equity[equity.length - 1] ?? capital;
  const total = final / capital - 1;
  const growth = cagr(total, periods, periodsPerYear);
  const maxDrawdown = metric(decline.max);
  const volatilityAYear = volatility(returns, periodsPerYear);
  yield n;
  const sharpeAYear = sharpe(returns, { periodsPerYear });
  yield n;
  const sortinoAYear = sortino(returns, { periodsPerYear });
  yield n;
  const psr = probabilisticSharpe(returns);
  yield 3 * n;
  const trackRecord = minTrackRecord(returns);
  yield 3 * n;
  const shape = { skewness: skewness(returns), kurtosis: kurtosis(returns) };
  yield 2 * n;
  const historicalVar95 = historicalVar(returns, 0.95);
  yield 4 * n;
  const historicalEs95 = historicalEs(returns, 0.95);
  yield 4 * n;
  return {
    totalReturn: metric(total),
    netProfit: metric(final - capital),
    cagr: growth,
    volatility: volatilityAYear,
    sharpe: sharpeAYear,
    sortino: sortinoAYear,
    calmar: calmar(growth, maxDrawdown),
    maxDrawdown,
    longestUnderwaterBars: metric(decline.longestUnderwater),
    psr,
    minTrackRecord: trackRecord,
    ...shape,
    historicalVar95,
    historicalEs95,
  };
}

/**
 * All key figures of a run. Where nothing was traded, return and risk have no value; counts, costs and equity
 * are what they are.
 */
export function* keyFigures(
  run: BacktestRun,
  points: MeasuringPoints,
  trades: readonly TradeRow[],
  profit: ProfitAttribution,
  decline: Drawdown,
): SlicedWork<KeyFigures> {
  const { equity, position } = run.ledger;
  const capital = run.config.account.capital;
  const closed = trades.filter((trade) => trade.exitBar !== null);
  const results = tradeStatistics(closed.map((trade) => trade.pnl));
  yield 4 * trades.length;
  const traded = run.ledger.fills.length > 0;
  const curve = yield* curveFigures(equity, capital, points, decline);
  const held = exposure(position);
  const traffic = turnover(profit.tradedValue, equity, points);
  yield equity.length;
  return {
    ...(traded ? curve : withoutTrades(curve)),
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
    averageBarsHeld:
      closed.length === 0
        ? noValue('no closed trades')
        : metric(mean(closed.map((trade) => trade.bars))),
    exposure: held,
    turnover: traffic,
    costsPaid: metric(profit.costs),
    feesPaid: metric(profit.fees),
    slippagePaid: metric(profit.slippage),
    spreadPaid: metric(profit.spread),
    finalEquity: metric(equity[equity.length - 1] ?? capital),
  };
}

/** Per-period Sharpe ratio of a run, as it counts among the trials of its strategy on its data. */
export function trialSharpe(run: BacktestRun, points: MeasuringPoints): Metric {
  if (run.ledger.fills.length === 0) return noValue('no trades');
  return sharpe(returnsAt(points.bars, run.ledger.equity), { periodsPerYear: 1 });
}

function withoutTrades(curve: CurveFigures): CurveFigures {
  const none = noValue('no trades');
  const keys = Object.keys(curve) as (keyof CurveFigures)[];
  return Object.fromEntries(keys.map((key) => [key, none])) as unknown as CurveFigures;
}

/** Share of bars at whose close there was a position. */
function exposure(position: Float64Array): Metric {
  if (position.length === 0) return noValue('no bars');
  let held = 0;
  for (let i = 0; i < position.length; i++) if (position[i] !== 0) held++;
  return metric(held / position.length);
}

/** Traded value a year over the mean equity of all bars. */
function turnover(tradedValue: number, equity: Float64Array, points: MeasuringPoints): Metric {
  const { periods, periodsPerYear } = points.annualisation;
  if (periods === 0) return noValue('no returns');
  const average = mean(equity);
  if (!(average > 0)) return noValue('average equity is not positive');
  return mapMetric(metric(periods / periodsPerYear), (years) =>
    metricUnless(tradedValue / years / average, 'the history is too short'),
  );
}
