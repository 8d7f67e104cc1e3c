import type { IntervalEstimate, PredictorScore } from '../../../models/training-report';
import { formatDuration, formatNumber, formatPercent, noValueText } from '../format';

/** One predictor as a table shows it. */
export interface ScoreRow {
  readonly name: string;
  /** `0.08 (0.02 to 0.14)`. */
  readonly ic: string;
  readonly hitRate: string;
  readonly rSquared: string;
  readonly fit: string;
}

/** Predictors beside one another, the network first. */
export function scoreRows(scores: readonly PredictorScore[], locale?: string): ScoreRow[] {
  return scores.map(({ name, ic, hitRate, rSquared, fitMs }) => ({
    name,
    ic: estimateText(ic, (value) => formatNumber(value, 3, locale)),
    hitRate: estimateText(hitRate, (value) => formatPercent(value, 1, locale)),
    rSquared: formatPercent(rSquared, 2, locale),
    fit: fitMs === 0 ? noValueText : formatDuration(fitMs, locale),
  }));
}

function estimateText(estimate: IntervalEstimate | null, text: (value: number) => string): string {
  if (estimate === null) return noValueText;
  return `${text(estimate.value)} (${text(estimate.low)} to ${text(estimate.high)})`;
}
