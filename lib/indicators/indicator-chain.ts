import type { Column } from '../kernels/column-store';
import type { IndicatorInstance } from './indicator';

/** Steps that feed one another, advanced in order; only `outputs` are shown. */
export function indicatorChain(
  steps: readonly IndicatorInstance[],
  outputs: readonly Column[],
): IndicatorInstance {
  return {
    outputs,
    advance(from, to) {
      for (const step of steps) step.advance(from, to);
    },
  };
}
