import type { BacktestRun } from '../../backtest/backtest-run';
import type { SlicedWork } from '../../core/sliced-work';
import { commonSenseRatio } from '../../statistics/common-sense-ratio';
import { gainToPain } from '../../statistics/gain-to-pain';
import { noValue } from '../../statistics/metric';
import { monthlyStatistics } from '../../statistics/monthly-statistics';
import type { KeyFigures, MonthlyReturns, TradeRow } from '../run-result';
import { type AccountFigures, accountFigures } from './account-figures';
import { benchmarkFigures } from './benchmark-figures';
import { curveFigures } from './curve-figures';
import type { MeasuredCurve, MeasuredPart } from './measured-curve';
import { type TradeFigures, tradeFigures } from './trade-figures';

/** What the figures of a part are made from. */
export interface FigureSources {
  readonly run: BacktestRun;
  readonly part: MeasuredPart;
  /** null where nothing was left in the account before the part. */
  readonly curve: MeasuredCurve | null;
  readonly benchmark: MeasuredCurve | null;
  /** Trades entered in the part. */
  readonly trades: readonly TradeRow[];
  readonly monthly: MonthlyReturns;
}

/**
 * All key figures of a part of a run. Where nothing was traded or held, return and risk have no value; counts, costs
 * and equity are what they are.
 */
export function* keyFigures(sources: FigureSources): SlicedWork<KeyFigures> {
  const { run, part, trades } = sources;
  const traded = yield* tradeFigures(trades);
  const account = yield* accountFigures(run, part);
  const measured = yield* measuredFigures(sources, traded.profitFactor);
  return { ...measured, ...traded, ...account };
}

type Measured = Omit<KeyFigures, keyof TradeFigures | keyof AccountFigures>;

function* measuredFigures(
  { run, part, curve, benchmark, monthly }: FigureSources,
  profitFactor: KeyFigures['profitFactor'],
): SlicedWork<Measured> {
  const reason = nothingToMeasure(run, part);
  if (reason !== null || curve === null || benchmark === null) {
    const none = noValue(reason ?? 'nothing was left in the account before this part');
    return Object.fromEntries(measuredIds.map((id) => [id, none])) as unknown as Measured;
  }
  const own = yield* curveFigures(curve);
  const isCash = run.config.statistics.benchmark.kind === 'cash';
  const beside = yield* benchmarkFigures(curve, benchmark, isCash);
  const months = monthly.years.flatMap((row) => row.months.filter((month) => month !== null));
  const calendar = monthlyStatistics(months);
  return {
    ...own,
    ...beside,
    commonSenseRatio: commonSenseRatio(profitFactor, own.tailRatio),
    gainToPain: gainToPain(months),
    monthlyWinRate: calendar.winRate,
    bestMonth: calendar.best,
    worstMonth: calendar.worst,
  };
}

/** In plain words why a part has neither returns nor risk; null where it has. */
function nothingToMeasure(run: BacktestRun, part: MeasuredPart): string | null {
  const { fills, position } = run.ledger;
  if (fills.length === 0) return 'no trades';
  const carriedIn = part.from > 0 && position[part.from - 1] !== 0;
  if (carriedIn || fills.some(({ bar }) => bar >= part.from && bar < part.to)) return null;
  return 'no trades in this part';
}

const measuredIds = Object.keys({
  totalReturn: true,
  netProfit: true,
  cagr: true,
  volatility: true,
  sharpe: true,
  sortino: true,
  calmar: true,
  maxDrawdown: true,
  longestUnderwaterBars: true,
  psr: true,
  minTrackRecord: true,
  skewness: true,
  kurtosis: true,
  historicalVar95: true,
  historicalEs95: true,
  omega: true,
  tailRatio: true,
  commonSenseRatio: true,
  gainToPain: true,
  cornishFisherVar95: true,
  cornishFisherEs95: true,
  ulcerIndex: true,
  ulcerPerformance: true,
  recoveryFactor: true,
  timeUnderWater: true,
  averageDrawdown: true,
  averageDrawdownBars: true,
  maxRunUp: true,
  alpha: true,
  beta: true,
  correlation: true,
  informationRatio: true,
  trackingError: true,
  upCapture: true,
  downCapture: true,
  monthlyWinRate: true,
  bestMonth: true,
  worstMonth: true,
} satisfies Record<keyof Measured, true>);
