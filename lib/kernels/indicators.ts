import { KernelError } from '../core/errors';
import type { Column, ColumnStore } from './column-store';
import type { IndicatorKernel } from './indicators-table';

export { type IndicatorKernel, indicatorKernels } from './indicators-table';

const statusText: Readonly<Record<number, string>> = {
  1: 'a parameter is outside its domain',
};

/** One kernel bound to its columns, its parameters and its state. */
export class KernelRun {
  readonly outputs: readonly Column[];
  private readonly call: (from: number, to: number) => number;
  private readonly clear: () => void;
  private position = 0;

  /**
   * Allocates outputs and zeroed state.
   * @param inputs columns in the kernel's order
   * @param params numbers in the kernel's order
   * @param capacity bars the outputs can hold
   */
  constructor(
    store: ColumnStore,
    private readonly kernel: IndicatorKernel,
    inputs: readonly Column[],
    params: readonly number[],
    private readonly capacity: number,
  ) {
    if (inputs.length !== kernel.inputs) {
      throw new KernelError(
        `${kernel.name} takes ${kernel.inputs} columns, not ${inputs.length}.`,
        kernel.name,
      );
    }
    for (const input of inputs) {
      if (input.capacity < capacity) {
        throw new KernelError(
          `${kernel.name}: an input holds ${input.capacity} bars, the output is to hold ${capacity}.`,
          kernel.name,
        );
      }
    }
    this.outputs = Array.from({ length: kernel.outputs }, () => store.column(capacity));
    const stateBytes = kernel.stateBytes(params);
    const state = store.reserve(stateBytes);
    this.clear = () => new Uint8Array(store.kernels.memory.buffer, state, stateBytes).fill(0);
    const pointers = [...inputs, ...this.outputs].map((column) => column.pointer);
    const fn = store.kernels.fn(kernel.name);
    this.call = (from, to) => fn(...pointers, from, to, ...params, state);
  }

  /** Computes bars [from, to). @throws {KernelError} unless `from` is where the last call ended */
  advance(from: number, to: number): void {
    const { name } = this.kernel;
    if (from !== this.position || to < from || to > this.capacity) {
      throw new KernelError(
        `${name}: bars ${from} to ${to} were asked for; the next range starts at ${this.position} and ends at ${this.capacity} at most.`,
        name,
      );
    }
    const status = this.call(from, to);
    if (status !== 0) {
      throw new KernelError(`${name}: ${statusText[status] ?? `status ${status}`}.`, name, status);
    }
    this.position = to;
  }
  /** Goes back to bar 0 with a zeroed state, for inputs that were filled anew. */
  restart(): void {
    this.clear();
    this.position = 0;
  }
}
