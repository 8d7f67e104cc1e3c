import type { SlicedWork } from '../../core/sliced-work';
import { alpha } from '../../statistics/alpha';
import { beta } from '../../statistics/beta';
import { captureRatio } from '../../statistics/capture-ratio';
import { correlation } from '../../statistics/correlation';
import { informationRatio } from '../../statistics/information-ratio';
import { noValue } from '../../statistics/metric';
import { trackingError } from '../../statistics/tracking-error';
import type { KeyFigures } from '../run-result';
import type { MeasuredCurve } from './measured-curve';

export type BenchmarkFigures = Pick<
  KeyFigures,
  | 'alpha'
  | 'beta'
  | 'correlation'
  | 'informationRatio'
  | 'trackingError'
  | 'upCapture'
  | 'downCapture'
>;

/**
 * How the run moved beside its benchmark, from returns over the same periods.
 * @param isCash cash has no moves to take part in: only what was earned beside it has values
 */
export function* benchmarkFigures(
  run: MeasuredCurve,
  benchmark: MeasuredCurve,
  isCash: boolean,
): SlicedWork<BenchmarkFigures> {
  const { returns, periodsPerYear } = run;
  const other = benchmark.returns;
  const n = returns.length;
  const perStraying = informationRatio(returns, other, periodsPerYear);
  yield 4 * n;
  const straying = trackingError(returns, other, periodsPerYear);
  yield 4 * n;
  const beside = { informationRatio: perStraying, trackingError: straying };
  if (isCash) {
    const none = noValue('the benchmark is cash');
    return {
      ...beside,
      alpha: none,
      beta: none,
      correlation: none,
      upCapture: none,
      downCapture: none,
    };
  }
  const slope = beta(returns, other);
  yield 4 * n;
  const intercept = alpha(returns, other, { periodsPerYear });
  yield 4 * n;
  const together = correlation(returns, other);
  yield 4 * n;
  const upCapture = captureRatio(returns, other, 'up');
  yield 4 * n;
  const downCapture = captureRatio(returns, other, 'down');
  yield 4 * n;
  return {
    ...beside,
    alpha: intercept,
    beta: slope,
    correlation: together,
    upCapture,
    downCapture,
  };
}
