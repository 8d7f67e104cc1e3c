import type { StrategyExplanation } from './definition';

/** A value a decision was made by, and the one before it. */
export function observe(
  label: string,
  column: Float64Array,
  bar: number,
): StrategyExplanation['inputs'][number] {
  return { label, value: column[bar]!, previous: column[bar - 1] ?? Number.NaN };
}
