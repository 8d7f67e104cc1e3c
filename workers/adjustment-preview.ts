import type { Bars } from '../lib/market/bars';
import type { ImportAnswers, ImportQuestion, PriceAdjustment } from '../lib/market/import';
import type { AdjustmentPreview } from './import.api';

/** Bars shown on either side of the largest adjustment. */
const previewReach = 30;

/** The adjustment to show: the chosen one, or what could be chosen instead of prices as they are. */
export function adjustedKind(
  question: ImportQuestion,
  answers: ImportAnswers,
): PriceAdjustment | null {
  const chosen = answers.adjustment ?? question.defaultValue;
  if (chosen !== null && chosen !== 'raw') return chosen as PriceAdjustment;
  const other = question.options.find((option) => option.value !== 'raw');
  return (other?.value as PriceAdjustment | undefined) ?? null;
}

/** Closes around the bar where before and after part most; null where they never do. */
export function adjustmentPreviewOf(raw: Bars, adjusted: Bars): AdjustmentPreview | null {
  if (raw.length !== adjusted.length) return null;
  let at = 0;
  let largest = 1.0005;
  let factor = 1;
  for (let i = 1; i < raw.length; i++) {
    const before = adjusted.close[i - 1]! / raw.close[i - 1]!;
    const after = adjusted.close[i]! / raw.close[i]!;
    const size = Math.max(before / after, after / before);
    if (size > largest) {
      largest = size;
      at = i;
      factor = before / after;
    }
  }
  if (at === 0) return null;
  const from = Math.max(0, at - previewReach);
  const to = Math.min(raw.length, at + previewReach);
  return {
    time: raw.time.slice(from, to),
    before: raw.close.slice(from, to),
    after: adjusted.close.slice(from, to),
    at: raw.time[at]!,
    factor,
    intervalMs: raw.intervalMs,
  };
}
