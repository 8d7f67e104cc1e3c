import type { SlicedWork } from '../../core/sliced-work';
import { averageDrawdown } from '../../statistics/average-drawdown';
import { cagr } from '../../statistics/cagr';
import { calmar } from '../../statistics/calmar';
import { cornishFisherEs } from '../../statistics/cornish-fisher-es';
import { cornishFisherVar } from '../../statistics/cornish-fisher-var';
import { historicalEs } from '../../statistics/historical-es';
import { historicalVar } from '../../statistics/historical-var';
import { kurtosis } from '../../statistics/kurtosis';
import { maxRunUp } from '../../statistics/max-run-up';
import { metric } from '../../statistics/metric';
import { minTrackRecord } from '../../statistics/min-track-record';
import { omega } from '../../statistics/omega';
import { probabilisticSharpe } from '../../statistics/probabilistic-sharpe';
import { recoveryFactor } from '../../statistics/recovery-factor';
import { sharpe } from '../../statistics/sharpe';
import { skewness } from '../../statistics/skewness';
import { sortino } from '../../statistics/sortino';
import { tailRatio } from '../../statistics/tail-ratio';
import { timeUnderWater } from '../../statistics/time-under-water';
import { ulcerIndex } from '../../statistics/ulcer-index';
import { ulcerPerformance } from '../../statistics/ulcer-performance';
import { volatility } from '../../statistics/volatility';
import type { KeyFigures } from '../run-result';
import type { MeasuredCurve } from './measured-curve';

/** Figures that a curve of equity has, whoever traded it. */
export type CurveFigures = ReturnFigures & ShapeFigures & DrawdownFigures;

type ReturnFigures = Pick<
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
>;

type ShapeFigures = Pick<
  KeyFigures,
  | 'historicalVar95'
  | 'historicalEs95'
  | 'omega'
  | 'tailRatio'
  | 'cornishFisherVar95'
  | 'cornishFisherEs95'
>;

type DrawdownFigures = Pick<
  KeyFigures,
  | 'ulcerIndex'
  | 'ulcerPerformance'
  | 'recoveryFactor'
  | 'timeUnderWater'
  | 'averageDrawdown'
  | 'averageDrawdownBars'
  | 'maxRunUp'
>;

/**
 * Return, risk and their ratios. Returns are measured at the curve's points, drawdown at every bar, and both start
 * from the capital.
 */
export function* curveFigures(curve: MeasuredCurve): SlicedWork<CurveFigures> {
  const own = yield* returnFigures(curve);
  const shape = yield* shapeFigures(curve.returns);
  const series = curve.decline.series;
  const ulcer = ulcerIndex(series);
  const declines = averageDrawdown(series);
  yield 4 * series.length;
  return {
    ...own,
    ...shape,
    ulcerIndex: ulcer,
    ulcerPerformance: ulcerPerformance(own.cagr, ulcer),
    recoveryFactor: recoveryFactor(own.totalReturn, own.maxDrawdown),
    timeUnderWater: timeUnderWater(series),
    averageDrawdown: declines.depth,
    averageDrawdownBars: declines.length,
    maxRunUp: maxRunUp(curve.equity, curve.capital),
  };
}

/** The plain ones, which a benchmark is given too. */
export function* returnFigures(curve: MeasuredCurve): SlicedWork<ReturnFigures> {
  const { capital, equity, returns, decline, periodsPerYear } = curve;
  const n = returns.length;
  const final = equity[equity.length - 1] ?? capital;
  const total = metric(final / capital - 1);
  const growth = cagr(final / capital - 1, n, periodsPerYear);
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
  return {
    totalReturn: total,
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
  };
}

function* shapeFigures(returns: Float64Array): SlicedWork<ShapeFigures> {
  const n = returns.length;
  const historicalVar95 = historicalVar(returns, 0.95);
  yield 4 * n;
  const historicalEs95 = historicalEs(returns, 0.95);
  yield 4 * n;
  const tails = tailRatio(returns);
  yield 4 * n;
  const cornishFisherVar95 = cornishFisherVar(returns, 0.95);
  yield 4 * n;
  const cornishFisherEs95 = cornishFisherEs(returns, 0.95);
  yield 4 * n;
  const aboveZero = omega(returns);
  yield n;
  return {
    historicalVar95,
    historicalEs95,
    omega: aboveZero,
    tailRatio: tails,
    cornishFisherVar95,
    cornishFisherEs95,
  };
}
