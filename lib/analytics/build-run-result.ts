import type { BacktestRun } from '../backtest/backtest-run';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { deflatedSharpe } from '../statistics/deflated-sharpe';
import { type Metric, noValue } from '../statistics/metric';
import { sharpe } from '../statistics/sharpe';
import { attributeProfit } from './attribution';
import { benchmarkLabel } from './benchmark';
import { drawdownEpisodes } from './drawdown-episodes';
import { returnFigures } from './figures/curve-figures';
import type { MeasuredCurve } from './figures/measured-curve';
import { type MeasuredRun, measuredRun, partFigures } from './figures/measured-run';
import { fillRows } from './fill-rows';
import { honestyNotes } from './honesty-notes';
import { measuringPoints, pointsWithin, returnsAt } from './measured-returns';
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
  const { bars, ledger, config, period } = run;
  const { capital, lot } = config.account;
  const n = bars.length;
  const { trades: fillsOfTrades, tradeOfFill } = assignFills(ledger, lot);
  yield 4 * ledger.fills.length;
  const trades = yield* tradeRows(run, fillsOfTrades);
  attributeProfit(ledger, capital, bars.close[n - 1]!);
  yield 2 * ledger.fills.length;
  const measured = yield* measuredRun(run, trades);
  const { figures, curve, benchmark, monthly } = yield* partFigures(measured, period.firstBar, n);
  if (curve === null || benchmark === null) throw new RangeError('A run needs a positive capital.');
  const parts = yield* sampleFigures(measured);
  const { samples } = parts;
  const held = yield* benchmarkReturns(benchmark, config.statistics.benchmark.kind === 'cash');
  const refused = refusedOrders(ledger.orders);
  yield ledger.orders.length;
  const drawdowns = yield* drawdownEpisodes(ledger.equity, capital, period.firstBar);
  const fills = yield* fillRows(ledger, tradeOfFill);
  const trials = Math.max(1, options.trials ?? 0, options.trialSharpes.length);
  const { annualisation } = measured.points;
  return {
    config,
    identity: run.identity,
    data: dataSummary(run),
    title: run.title,
    figures,
    period,
    samples,
    benchmarkLabel: benchmarkLabel(config.statistics.benchmark, run.benchmark),
    benchmark: held,
    annualisation,
    honesty: honestyNotes({
      run,
      figures,
      samples,
      trades,
      refused,
      trials,
      years: (annualisation.periods + 1) / annualisation.periodsPerYear,
    }),
    curves: {
      time: bars.time,
      equity: ledger.equity,
      benchmark: measured.benchmark,
      drawdown: fromFirstBar(curve.decline.series, n),
      benchmarkDrawdown: fromFirstBar(benchmark.decline.series, n),
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
        : deflatedSharpe(parts.searched ?? curve.returns, options.trialSharpes),
  };
}

/** What the benchmark returned; what cash varies by is rounding and the length of weekends, and carries no ratio. */
function* benchmarkReturns(
  curve: MeasuredCurve,
  isCash: boolean,
): SlicedWork<RunResult['benchmark']> {
  const { totalReturn, cagr, sharpe: ratio, maxDrawdown, volatility } = yield* returnFigures(curve);
  const none = noValue('the benchmark is cash');
  return {
    totalReturn,
    cagr,
    sharpe: isCash ? none : ratio,
    maxDrawdown,
    volatility: isCash ? none : volatility,
  };
}

/**
 * The figures before and from the split on, and the returns a search may look at: those before it. Nothing of it
 * without a split.
 */
function* sampleFigures(
  measured: MeasuredRun,
): SlicedWork<{ samples: RunResult['samples']; searched: Float64Array | null }> {
  const { bars, period } = measured.run;
  if (period.splitBar === null) return { samples: null, searched: null };
  const inSample = yield* partFigures(measured, period.firstBar, period.splitBar);
  const outOfSample = yield* partFigures(measured, period.splitBar, bars.length);
  return {
    samples: { inSample: inSample.figures, outOfSample: outOfSample.figures },
    searched: inSample.curve?.returns ?? null,
  };
}

/** One value a bar of the run from the values of its last bars, 0 before them. */
function fromFirstBar(values: Float64Array, bars: number): Float64Array {
  if (values.length === bars) return values;
  const all = new Float64Array(bars);
  all.set(values, bars - values.length);
  return all;
}

/**
 * Per-period Sharpe ratio of a run for the record of trials, of the part before the split where there is one, as
 * searches record it; no value where nothing was traded.
 */
export function trialSharpeOf(run: BacktestRun): Metric {
  return atOnce(trialSharpeWork(run));
}

/** {@link trialSharpeOf} in slices. */
export function* trialSharpeWork(run: BacktestRun): SlicedWork<Metric> {
  if (run.ledger.fills.length === 0) return noValue('no trades');
  const days = yield* sessionDaysWork(run.bars);
  const points = measuringPoints(run.bars, run.config.statistics, days, run.period.firstBar);
  yield run.bars.length;
  const { firstBar, splitBar, endBar } = run.period;
  const searched = pointsWithin(points, firstBar, splitBar ?? endBar);
  return sharpe(returnsAt(searched, run.ledger.equity), { periodsPerYear: 1 });
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
