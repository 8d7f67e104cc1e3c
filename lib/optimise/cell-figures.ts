import type { MeasuredPart } from '../analytics/figures/measured-curve';
import { returnsAt } from '../analytics/measured-returns';
import type { SlicedWork } from '../core/sliced-work';
import { cagr } from '../statistics/cagr';
import { calmar } from '../statistics/calmar';
import { metric } from '../statistics/metric';
import { profitFactor } from '../statistics/profit-factor';
import { annualised, sharpe } from '../statistics/sharpe';
import { sortino } from '../statistics/sortino';
import { tallyTrades } from '../statistics/trade-tally';
import type { SweepCellFigures } from './sweep-spec';

/** What a cell did in its part, as far as its figures need it. */
export interface CellRun {
  /** One value a bar of the run. */
  readonly equity: Float64Array;
  /** Result of each closed trade after costs. */
  readonly results: ArrayLike<number>;
  readonly hasFills: boolean;
  /** Deepest decline of equity in bars `[from, to)`, a positive fraction. @param startPeak held before the first */
  decline(from: number, to: number, startPeak: number): number;
}

export interface MeasuredCell {
  readonly figures: SweepCellFigures;
  /** Between the measuring points; null where nothing was traded. */
  readonly returns: Float64Array | null;
}

/** The figures of a cell as its tearsheet has them, without those a search does not rank by. */
export function* measuredCell(
  { equity, results, hasFills, decline: declineOf }: CellRun,
  part: MeasuredPart,
  capital: number,
): SlicedWork<MeasuredCell> {
  const tally = tallyTrades(results);
  yield 4 * tally.trades;
  const traded = { profitFactor: profitFactor(tally).value, closedTrades: tally.trades };
  if (!hasFills || !(capital > 0)) {
    return { figures: { ...withoutReturns, ...traded }, returns: null };
  }
  const { periodsPerYear } = part;
  const own = equity.subarray(part.from, part.to);
  const decline = declineOf(part.from, part.to, capital);
  yield own.length;
  const returns = returnsAt(part.points, equity);
  const n = returns.length;
  yield 2 * n;
  const total = (own.at(-1) ?? capital) / capital - 1;
  const growth = cagr(total, n, periodsPerYear);
  const trialSharpe = sharpe(returns, { periodsPerYear: 1 });
  yield n;
  const sortinoAYear = sortino(returns, { periodsPerYear });
  yield n;
  return {
    figures: {
      totalReturn: metric(total).value,
      cagr: growth.value,
      sharpe: annualised(trialSharpe, periodsPerYear).value,
      sortino: sortinoAYear.value,
      calmar: calmar(growth, metric(decline)).value,
      maxDrawdown: 0 - decline,
      ...traded,
      trialSharpe: trialSharpe.value,
    },
    returns,
  };
}

const withoutReturns = {
  totalReturn: null,
  cagr: null,
  sharpe: null,
  sortino: null,
  calmar: null,
  maxDrawdown: null,
  trialSharpe: null,
} as const;
