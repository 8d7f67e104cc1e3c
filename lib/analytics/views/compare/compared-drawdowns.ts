import type { RunResult } from '../../run-result';
import { type ComparedCurves, lastKnown } from './compared-curves';

/**
 * Falls below the highest point since the common start, at the times of the compared curves: of the bars since the time
 * before the deepest, so that no trough is left out. Fractions ≤ 0.
 */
export function comparedDrawdowns(
  results: readonly RunResult[],
  curves: ComparedCurves,
): readonly (readonly number[])[] {
  const { known } = curves;
  return results.map((result) => {
    const { equity } = result.curves;
    let bar = known.length === 0 ? 0 : lastKnown(result, known[0]!);
    let peak = equity[bar] ?? 0;
    return known.map((at) => {
      const last = lastKnown(result, at);
      let deepest = fall(equity[Math.min(bar, last)]!, peak);
      for (; bar <= last; bar++) {
        peak = Math.max(peak, equity[bar]!);
        deepest = Math.min(deepest, fall(equity[bar]!, peak));
      }
      return deepest;
    });
  });
}

const fall = (value: number, peak: number): number =>
  peak > 0 ? Math.min(0, value / peak - 1) : 0;
