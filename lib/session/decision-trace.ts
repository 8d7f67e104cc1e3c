import { atOnce, type SlicedWork } from '../core/sliced-work';
import type { Column, ColumnStore } from '../kernels/column-store';

/**
 * What was decided at each bar's close: the signal heard and the target made of it, NaN = nothing decided.
 * With the strategy's own explanation this answers why any order was sent.
 */
export class DecisionTrace {
  readonly signals: Column;
  readonly targets: Column;

  constructor(
    private readonly store: ColumnStore,
    capacity: number,
  ) {
    this.signals = store.column(capacity);
    this.targets = store.column(capacity);
  }

  /** Owned copies of the first `length` bars. */
  decoded(length: number): DecidedColumns {
    return atOnce(this.decodedWork(length));
  }

  /** {@link decoded} in slices. */
  *decodedWork(length: number): SlicedWork<DecidedColumns> {
    return {
      signals: yield* this.store.copying(this.signals, 0, length),
      targets: yield* this.store.copying(this.targets, 0, length),
    };
  }
}

export interface DecidedColumns {
  readonly signals: Float64Array;
  readonly targets: Float64Array;
}
