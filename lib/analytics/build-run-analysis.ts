import type { BacktestRun } from '../backtest/backtest-run';
import { createRng } from '../core/rng';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { bootstrapCone } from './analysis/bootstrap-cone';
import { costCurves } from './analysis/cost-curves';
import { distribution } from './analysis/distribution';
import { durations } from './analysis/durations';
import { exposureCurves } from './analysis/exposure-curves';
import { profitBuckets } from './analysis/profit-buckets';
import { rollingCurves } from './analysis/rolling-curves';
import { yearlyBars } from './analysis/yearly-bars';
import { measuredRun } from './figures/measured-run';
import { returnsAt, valuesAt } from './measured-returns';
import { monthlyReturns } from './monthly-returns';
import type { RunAnalysis } from './run-analysis';
import { assignFills } from './trade-fills';
import { tradeRows } from './trade-rows';

/** Everything about a run that is only made when it is looked at, over its measured bars. */
export function buildRunAnalysis(run: BacktestRun): RunAnalysis {
  return atOnce(runAnalysisWork(run));
}

/** {@link buildRunAnalysis} in slices. */
export function* runAnalysisWork(run: BacktestRun): SlicedWork<RunAnalysis> {
  const { bars, ledger, config, period } = run;
  const { capital, lot } = config.account;
  const { trades: fillsOfTrades } = assignFills(ledger, lot);
  yield 4 * ledger.fills.length;
  const trades = yield* tradeRows(run, fillsOfTrades);
  const closed = trades.filter((trade) => trade.exitBar !== null);
  const { days, points, benchmark } = yield* measuredRun(run, trades);
  const measured = { from: period.firstBar, to: bars.length };
  const runMonths = yield* monthlyReturns(days, ledger.equity, capital, measured);
  const benchmarkMonths = yield* monthlyReturns(days, benchmark, capital, measured);
  const returns = returnsAt(points.bars, ledger.equity);
  // Cash has no moves to share: beside a flat line there is no beta.
  const beside =
    config.statistics.benchmark.kind === 'cash'
      ? new Float64Array(returns.length)
      : returnsAt(points.bars, benchmark);
  const times = valuesAt(points.bars, bars.time);
  yield 4 * returns.length;
  return {
    yearly: yearlyBars(runMonths, benchmarkMonths),
    rolling: yield* rollingCurves(
      returns,
      beside,
      times.subarray(1),
      points.annualisation.periodsPerYear,
    ),
    returns: yield* distribution(returns),
    tradeReturns: yield* distribution(closed.map((trade) => trade.returnFraction)),
    excursions: closed.map(({ number, worst, best, returnFraction, bars: held }) => ({
      trade: number,
      worst,
      best,
      result: returnFraction,
      bars: held,
    })),
    exposure: yield* exposureCurves(run),
    costs: yield* costCurves(run),
    profitBy: yield* profitBuckets(bars, closed),
    durations: durations(closed.map((trade) => trade.bars)),
    cone: yield* bootstrapCone({
      returns,
      equity: valuesAt(points.bars, ledger.equity),
      times,
      capital,
      rng: createRng(config.seed).fork('bootstrap-cone'),
    }),
  };
}
