import { deflatedSharpe } from '../statistics/deflated-sharpe';
import { expectedMaxSharpe } from '../statistics/expected-max-sharpe';
import { type Metric, noValue } from '../statistics/metric';
import { sampleVariance } from '../statistics/moments';
import type { SweepOutcome } from './sweep-spec';
import type { Trial } from './trial-table';

/** How much of the best cell's Sharpe ratio the number of trials explains. */
export type Overfitting = Pick<SweepOutcome, 'trials' | 'deflatedSharpe' | 'expectedMaxSharpe'>;

/**
 * @param returns of the best cell, between its measuring points; null where there is no best cell or it never traded
 * @param trials every distinct config tried, in order of runId
 * @param periodsPerYear of the returns
 */
export function overfitting(
  returns: Float64Array | null,
  trials: readonly Trial[],
  periodsPerYear: number,
): Overfitting {
  const sharpes = trials.map((trial) => trial.sharpe).filter((sharpe) => sharpe !== null);
  const deflated: Metric =
    returns === null ? noValue('no cell has a value') : deflatedSharpe(returns, sharpes);
  const expected = expectedMaxSharpe(sampleVariance(sharpes), sharpes.length).value;
  return {
    trials: trials.length,
    deflatedSharpe: { value: deflated.value, reason: deflated.reason ?? null },
    expectedMaxSharpe: expected === null ? null : expected * Math.sqrt(periodsPerYear),
  };
}
