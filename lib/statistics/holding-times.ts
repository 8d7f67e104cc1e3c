import { type Metric, metric, noValue } from './metric';
import { mean } from './moments';
import { quantile } from './quantile';

/** How long closed trades were held, in bars. */
export interface HoldingTimes {
  readonly mean: Metric;
  readonly median: Metric;
  /** Of trades with a result above 0. */
  readonly wins: Metric;
  /** Of trades with a result below 0. */
  readonly losses: Metric;
}

/** @param bars bars held, one value a trade; @param results their results, in the same order */
export function holdingTimes(bars: readonly number[], results: readonly number[]): HoldingTimes {
  const none = noValue('no closed trades');
  const average = (held: readonly number[], reason: string): Metric =>
    held.length > 0 ? metric(mean(held)) : bars.length === 0 ? none : noValue(reason);
  return {
    mean: average(bars, 'no closed trades'),
    median: bars.length === 0 ? none : metric(quantile(bars, 0.5)),
    wins: average(
      bars.filter((_, i) => results[i]! > 0),
      'no winning trade',
    ),
    losses: average(
      bars.filter((_, i) => results[i]! < 0),
      'no losing trade',
    ),
  };
}
