import { deflatedSharpe } from '../statistics/deflated-sharpe';
import { expectedMaxSharpe } from '../statistics/expected-max-sharpe';
import { type Metric, noValue } from '../statistics/metric';
import { sampleVariance } from '../statistics/moments';
import { probabilisticSharpe } from '../statistics/probabilistic-sharpe';
import type { SweepOutcome } from './sweep-outcome';

/** How much of the best cell's Sharpe ratio the number of trials explains. */
export type Overfitting = Pick<
  SweepOutcome,
  'trials' | 'probabilisticSharpe' | 'deflatedSharpe' | 'expectedMaxSharpe'
>;

/**
 * @param returns of the best cell, between its measuring points; null where there is no best cell or it never traded
 * @param trials per-period Sharpe ratio of every distinct config tried, in order of runId; NaN = it has none
 * @param periodsPerYear of the returns
 */
export function overfitting(
  returns: Float64Array | null,
  trials: Float64Array,
  periodsPerYear: number,
): Overfitting {
  const sharpes = Array.from(trials).filter((sharpe) => !Number.isNaN(sharpe));
  const noCell = noValue('no cell has a value');
  const probable = returns === null ? noCell : probabilisticSharpe(returns);
  const deflated = returns === null ? noCell : deflatedSharpe(returns, sharpes);
  const expected = expectedMaxSharpe(sampleVariance(sharpes), sharpes.length).value;
  return {
    trials: trials.length,
    probabilisticSharpe: figure(probable),
    deflatedSharpe: figure(deflated),
    expectedMaxSharpe: expected === null ? null : expected * Math.sqrt(periodsPerYear),
  };
}

const figure = ({ value, reason }: Metric) => ({ value, reason: reason ?? null });
