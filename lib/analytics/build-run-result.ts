import type { BacktestRun } from '../backtest/backtest-run';
import { deflatedSharpe } from '../statistics/deflated-sharpe';
import { drawdown } from '../statistics/drawdown';
import { type Metric, noValue } from '../statistics/metric';
import { attributeProfit } from './attribution';
import { benchmarkEquity } from './benchmark';
import { drawdownEpisodes } from './drawdown-episodes';
import { fillRows } from './fill-rows';
import { honestyNotes } from './honesty-notes';
import { curveFigures, keyFigures, trialSharpe } from './key-figures';
import { measuringPoints, returnsAt } from './measured-returns';
import { monthlyReturns } from './monthly-returns';
import { priceDecimals } from './price-decimals';
import { refusedOrders } from './refused-orders';
import type { DataSummary, RunResult } from './run-result';
import { sessionDays } from './session-day';
import { assignFills } from './trade-fills';
import { tradeRows } from './trade-rows';

/**
 * The whole tearsheet of a run from its ledger and bars.
 * @param options.trialSharpes per-period Sharpe ratio of every distinct config tried with this strategy on this
 * data, this run included ({@link trialSharpeOf}); configs without one (no trades) may be counted in `trials`
 * @throws {RangeError} where the ledger contradicts itself: trades that its fills don't make, profit that doesn't add up
 */
export function buildRunResult(
  run: BacktestRun,
  options: { readonly trialSharpes: readonly number[]; readonly trials?: number },
): RunResult {
  const { bars, ledger, config } = run;
  const { capital, lot } = config.account;
  const days = sessionDays(bars);
  const points = measuringPoints(bars, config.statistics, days);
  const { trades: fillsOfTrades, tradeOfFill } = assignFills(ledger, lot);
  const trades = tradeRows(run, fillsOfTrades);
  const profit = attributeProfit(ledger, capital, bars.close[bars.length - 1]!);
  const decline = drawdown(ledger.equity, capital);
  const figures = keyFigures(run, points, trades, profit, decline);
  const benchmark = benchmarkEquity(bars, config.account);
  const benchmarkDecline = drawdown(benchmark, capital);
  const benchmarkFigures = curveFigures(benchmark, capital, points, benchmarkDecline);
  const refused = refusedOrders(ledger.orders);
  const trials = Math.max(1, options.trials ?? 0, options.trialSharpes.length);
  const { periods, periodsPerYear } = points.annualisation;
  return {
    config,
    identity: run.identity,
    data: dataSummary(run),
    title: run.title,
    figures,
    benchmark: {
      totalReturn: benchmarkFigures.totalReturn,
      cagr: benchmarkFigures.cagr,
      sharpe: benchmarkFigures.sharpe,
      maxDrawdown: benchmarkFigures.maxDrawdown,
      volatility: benchmarkFigures.volatility,
    },
    annualisation: points.annualisation,
    honesty: honestyNotes({
      run,
      figures,
      trades,
      refused,
      trials,
      years: (periods + 1) / periodsPerYear,
    }),
    curves: {
      time: bars.time,
      equity: ledger.equity,
      benchmark,
      drawdown: decline.series,
      benchmarkDrawdown: benchmarkDecline.series,
      position: ledger.position,
    },
    monthly: monthlyReturns(days, ledger.equity, capital),
    drawdowns: drawdownEpisodes(ledger.equity, capital),
    fills: fillRows(ledger, tradeOfFill),
    trades,
    plots: run.plots,
    refusedOrders: refused,
    emptyReason: run.emptyReason,
    trials,
    deflatedSharpe:
      ledger.fills.length === 0
        ? noValue('no trades')
        : deflatedSharpe(returnsAt(points.bars, ledger.equity), options.trialSharpes),
  };
}

/** Per-period Sharpe ratio of a run for the record of trials; no value where nothing was traded. */
export function trialSharpeOf(run: BacktestRun): Metric {
  return trialSharpe(run, measuringPoints(run.bars, run.config.statistics, sessionDays(run.bars)));
}

function dataSummary({ bars }: BacktestRun): DataSummary {
  const { instrument } = bars;
  return {
    fingerprint: bars.fingerprint,
    name: instrument.name,
    symbol: instrument.symbol,
    assetClass: instrument.assetClass,
    calendar: instrument.calendar,
    quoteCurrency: instrument.quoteCurrency,
    intervalMs: bars.intervalMs,
    timeZone: bars.timeZone,
    bars: bars.length,
    firstTime: bars.time[0]!,
    lastTime: bars.time[bars.length - 1]!,
    source: bars.source,
    priceDecimals: priceDecimals(instrument.tickSize, bars.close),
  };
}
