import { type SlicedWork, stepValues } from '../../core/sliced-work';
import { type Drawdown, drawdownWork } from '../../statistics/drawdown';
import { returnsAt } from '../measured-returns';

/** Bars `[from, to)` of a run that are measured together. */
export interface MeasuredPart {
  readonly from: number;
  readonly to: number;
  /** Bars at which equity is read, increasing; may begin with the bar before the part, which then opens it. */
  readonly points: Uint32Array;
  readonly periodsPerYear: number;
}

/** One curve of equity over a part, and what every figure of it is made from. */
export interface MeasuredCurve {
  /** What stood in the account before the part's first bar. */
  readonly capital: number;
  /** One value for each of the part's bars. */
  readonly equity: Float64Array;
  /** Between the part's points; NaN after equity fell to zero or below. */
  readonly returns: Float64Array;
  /** From the capital, at every bar of the part. */
  readonly decline: Drawdown;
  readonly periodsPerYear: number;
}

/**
 * A curve over a part of the run's bars; null where nothing was left in the account to measure from.
 * @param equity one value for each bar of the run; @param capital what stood in the account before the first measured bar
 */
export function* measuredCurve(
  part: MeasuredPart,
  equity: Float64Array,
  capital: number,
): SlicedWork<MeasuredCurve | null> {
  if (!(capital > 0)) return null;
  const own = equity.subarray(part.from, part.to);
  const decline = yield* drawdownWork(own, capital);
  const returns = returnsAt(part.points, equity);
  yield Math.min(stepValues, 2 * returns.length);
  return { capital, equity: own, returns, decline, periodsPerYear: part.periodsPerYear };
}
