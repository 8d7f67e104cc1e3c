import type { BacktestRun } from '../backtest/backtest-run';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { deflatedSharpe } from '../statistics/deflated-sharpe';
import { drawdownWork } from '../statistics/drawdown';
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
import { sessionDaysWork } from './session-day';
import { assignFills } from './trade-fills';
import { tradeRows } from './trade-rows';

export interface ResultOptions {
  readonly trialSharpes: readonly number[];
  readonly trials?: number;
}

/**
 * The whole tearsheet of a run from its ledger and bars.
 * @param options.trialSharpes per-period Sharpe ratio of every distinct config tried with this strategy on this
 * data, this run included ({@link trialSharpeOf}); configs without one (no trades) may be counted in `trials`
 * @throws {RangeError} where the ledger contradicts itself: trades that its fills don't make, profit that doesn't add up
 */
export function buildRunResult(run: BacktestRun, options: ResultOptions): RunResult {
  return atOnce(runResultWork(run, options));
}

/** {@link buildRunResult} in slices. */
export function* runResultWork(run: BacktestRun, options: ResultOptions): SlicedWork<RunResult> {
  const { bars, ledger, config } = run;
  const { capital, lot } = config.account;
  const n = bars.length;
  const days = yield* sessionDaysWork(bars);
  const points = measuringPoints(bars, config.statistics, days);
  yield n;
  const { trades: fillsOfTrades, tradeOfFill } = assignFills(ledger, lot);
  yield 4 * ledger.fills.length;
  const trades = yield* tradeRows(run, fillsOfTrades);
  const profit = attributeProfit(ledger, capital, bars.close[n - 1]!);
  yield 2 * ledger.fills.length;
  const decline = yield* drawdownWork(ledger.equity, capital);
  const figures = yield* keyFigures(run, points, trades, profit, decline);
  const benchmark = yield* benchmarkEquity(bars, config.account);
  const benchmarkDecline = yield* drawdownWork(benchmark, capital);
  const benchmarkFigures = yield* curveFigures(benchmark, capital, points, benchmarkDecline);
  const refused = refusedOrders(ledger.orders);
  yield ledger.orders.length;
  const monthly = yield* monthlyReturns(days, ledger.equity, capital);
  const drawdowns = yield* drawdownEpisodes(ledger.equity, capital);
  const fills = yield* fillRows(ledger, tradeOfFill);
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
    monthly,
    drawdowns,
    fills,
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
  return atOnce(trialSharpeWork(run));
}

/** {@link trialSharpeOf} in slices. */
export function* trialSharpeWork(run: BacktestRun): SlicedWork<Metric> {
  const days = yield* sessionDaysWork(run.bars);
  const points = measuringPoints(run.bars, run.config.statistics, days);
  yield run.bars.length;
  return trialSharpe(run, points);
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
