import { KernelError } from '../core/errors';
import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { KernelInstance } from './module';

/** An f64 column in module memory. The pointer is what kernels take. */
export interface Column {
  readonly pointer: number;
  /** Values it can hold. */
  readonly capacity: number;
}

/**
 * Columns of one module instance. Capacity is fixed at creation; values are written once and only appended.
 * A view dies when memory grows: take one, use it, and let it go before the next allocation.
 */
export class ColumnStore {
  private readonly allocate: (bytes: number) => number;

  constructor(readonly kernels: KernelInstance) {
    this.allocate = kernels.fn('allocate') as (bytes: number) => number;
  }

  /** Zeroed bytes, 16-byte aligned. @throws {KernelError} saying how many bytes were wanted */
  reserve(bytes: number, _zeroed = true): number {
    const pointer = this.allocate(bytes) >>> 0;
    if (pointer === 0) {
      throw new KernelError(
        `Out of memory: ${bytes} bytes were wanted. Use fewer bars or fewer indicators at a time.`,
        'allocate',
      );
    }
    return pointer;
  }

  /** A column of `capacity` values, all 0. */
  column(capacity: number): Column {
    return { pointer: this.reserve(Math.max(8, capacity * 8)), capacity };
  }

  /** A column that holds a copy of `values`. */
  columnFrom(values: Float64Array, capacity = values.length): Column {
    const column = this.column(capacity);
    this.view(column, 0, values.length).set(values);
    return column;
  }

  /** Live view of `[from, to)`; dies at the next allocation. */
  view(column: Column, from = 0, to = column.capacity): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, column.pointer + from * 8, to - from);
  }

  /** Owned copy of `[from, to)`. */
  copy(column: Column, from = 0, to = column.capacity): Float64Array {
    return this.view(column, from, to).slice();
  }

  /** {@link copy} in slices; the column may move on or memory grow between them. */
  *copying(column: Column, from = 0, to = column.capacity): SlicedWork<Float64Array> {
    const copied = new Float64Array(to - from);
    for (let at = from; at < to; at += stepValues) {
      const end = Math.min(to, at + stepValues);
      copied.set(this.view(column, at, end), at - from);
      yield end - at;
    }
    return copied;
  }

  /** The same values in a column that can hold more. */
  rehome(column: Column, capacity: number): Column {
    const larger = this.column(capacity);
    this.view(larger, 0, column.capacity).set(this.view(column));
    return larger;
  }
}
