import type { RunResult } from '../../../lib/analytics/run-result';
import { formatPercent } from '../../../lib/analytics/views/format';
import type { OverviewCurves, OverviewNote } from './overview';

export function overviewCurves(result: RunResult): OverviewCurves {
  const { time, equity, benchmark, drawdown, benchmarkDrawdown } = result.curves;
  const { period } = result;
  return { time, equity, benchmark, claimed: null, drawdown, benchmarkDrawdown, period };
}

/** "Deepest −30.0% on 2003-02-14"; null for a run that never fell. */
export function deepestNote(
  result: RunResult,
  dateOf: (timeMs: number) => string,
): OverviewNote | null {
  const { drawdown, time } = result.curves;
  let bar = -1;
  for (let i = 0; i < drawdown.length; i += 1) {
    if (drawdown[i]! < (bar < 0 ? 0 : drawdown[bar]!)) bar = i;
  }
  if (bar < 0) return null;
  const value = drawdown[bar]!;
  return { bar, value, text: `Deepest ${formatPercent(value, 1)} on ${dateOf(time[bar]!)}` };
}

/** A log scale has no place for zero and below. */
export function allPositive(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1) if (values[i]! <= 0) return false;
  return true;
}

/** Claimed points, spread evenly over the bars and joined by straight lines. NaN nowhere; empty claim → null. */
export function spreadClaim(
  claimed: readonly number[] | undefined,
  bars: number,
): Float64Array | null {
  if (!claimed || claimed.length < 2 || bars === 0) return null;
  const out = new Float64Array(bars);
  const scale = bars === 1 ? 0 : (claimed.length - 1) / (bars - 1);
  for (let i = 0; i < bars; i += 1) {
    const place = i * scale;
    const left = Math.min(claimed.length - 2, Math.floor(place));
    const share = place - left;
    out[i] = claimed[left]! * (1 - share) + claimed[left + 1]! * share;
  }
  return out;
}
