import type { BacktestRun } from '../../backtest/backtest-run';
import type { SlicedWork } from '../../core/sliced-work';
import { benchmarkEquity } from '../benchmark';
import { type MeasuringPoints, measuringPoints, pointsWithin } from '../measured-returns';
import { monthlyReturns } from '../monthly-returns';
import type { KeyFigures, MonthlyReturns, TradeRow } from '../run-result';
import { sessionDaysWork } from '../session-day';
import { keyFigures } from './key-figures';
import { type MeasuredCurve, measuredCurve } from './measured-curve';

/** A run with its benchmark and the bars at which both are read; figures of any part of it follow. */
export interface MeasuredRun {
  readonly run: BacktestRun;
  readonly trades: readonly TradeRow[];
  /** Day number of each bar, see session-day.ts. */
  readonly days: Float64Array;
  /** Those of the measured bars. */
  readonly points: MeasuringPoints;
  /** Equity of the benchmark, one value a bar. */
  readonly benchmark: Float64Array;
}

export function* measuredRun(
  run: BacktestRun,
  trades: readonly TradeRow[],
): SlicedWork<MeasuredRun> {
  const { bars, config, period } = run;
  const days = yield* sessionDaysWork(bars);
  const points = measuringPoints(bars, config.statistics, days, period.firstBar);
  yield bars.length;
  const benchmark = yield* benchmarkEquity(run);
  return { run, trades, days, points, benchmark };
}

export interface PartFigures {
  readonly figures: KeyFigures;
  /** null where nothing was left in the account before the part; never for the first part. */
  readonly curve: MeasuredCurve | null;
  readonly benchmark: MeasuredCurve | null;
  readonly monthly: MonthlyReturns;
}

/**
 * The figures of bars `[from, to)`, measured on themselves: what stood in the account before them is their capital,
 * their fills are their costs, and the trades entered in them are their trades, wherever those ended. Periods a year
 * are those of the whole run, so that parts can be compared.
 */
export function* partFigures(
  measured: MeasuredRun,
  from: number,
  to: number,
): SlicedWork<PartFigures> {
  const { run, days, points, benchmark } = measured;
  const { equity } = run.ledger;
  const isFirst = from === run.period.firstBar;
  const capitalOf = (curve: Float64Array): number =>
    isFirst ? run.config.account.capital : curve[from - 1]!;
  const part = {
    from,
    to,
    points: pointsWithin(points, from, to),
    periodsPerYear: points.annualisation.periodsPerYear,
  };
  yield points.bars.length;
  const curve = yield* measuredCurve(part, equity, capitalOf(equity));
  const held = yield* measuredCurve(part, benchmark, capitalOf(benchmark));
  const monthly = yield* monthlyReturns(days, equity, capitalOf(equity), part);
  const trades = measured.trades.filter(({ entryBar }) => entryBar >= from && entryBar < to);
  yield measured.trades.length;
  const figures = yield* keyFigures({ run, part, curve, benchmark: held, trades, monthly });
  return { figures, curve, benchmark: held, monthly };
}
