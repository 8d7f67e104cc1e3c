import { KernelError } from '../core/errors';
import type { Column, ColumnStore } from './column-store';

/** What {@link LstmRun} evaluates. */
export interface LstmNet {
  readonly features: number;
  readonly hidden: number;
  readonly lookback: number;
  readonly scaler: { readonly mean: readonly number[]; readonly scale: readonly number[] };
  readonly target: { readonly mean: number; readonly scale: number };
  /**
   * Input weights [features, 4·hidden], recurrent weights [hidden, 4·hidden], bias [4·hidden] (gates input, forget,
   * cell, output), output weights [hidden], output bias [1].
   */
  readonly weights: Float32Array;
}

const padded = (hidden: number): number => Math.floor((hidden + 3) / 4) * 4;

/** A network bound to its feature columns; see wasm/nets/lstm.ts for the layouts. */
export class LstmRun {
  readonly output: Column;
  private readonly call: (from: number, to: number, first: number) => number;
  private position = 0;

  /**
   * @param inputs feature columns in the network's order, not yet scaled
   * @param capacity bars the output can hold
   * @throws {KernelError} for sizes that don't fit together
   */
  constructor(
    store: ColumnStore,
    net: LstmNet,
    inputs: readonly Column[],
    private readonly capacity: number,
  ) {
    const { features, hidden, lookback, scaler, target } = net;
    if (inputs.length !== features || scaler.mean.length !== features) {
      throw new KernelError(`The network takes ${features} columns, not ${inputs.length}.`, 'lstm');
    }
    if (inputs.some((input) => input.capacity < capacity)) {
      throw new KernelError(`A feature holds less than ${capacity} bars.`, 'lstm');
    }
    const units = padded(hidden);
    this.output = store.column(capacity);
    const weights = pad(net, units);
    const columns = store.reserve(4 * features);
    const scales = store.reserve(16 * features);
    const packed = store.reserve(weights.byteLength);
    const state = store.reserve(16 + 4 * (lookback * 4 * units + 3 * units));
    const { buffer } = store.kernels.memory;
    new Uint32Array(buffer, columns, features).set(inputs.map((input) => input.pointer));
    new Float64Array(buffer, scales, 2 * features).set([...scaler.mean, ...scaler.scale]);
    new Float32Array(buffer, packed, weights.length).set(weights);
    const fn = store.kernels.fn('lstmPredict');
    const sizes = [features, hidden, lookback, target.mean, target.scale] as const;
    this.call = (from, to, first) =>
      fn(columns, scales, packed, this.output.pointer, from, to, first, ...sizes, state);
  }

  /**
   * Predicts at bars [from, to), which follow the last ones; NaN before bar `first`.
   * @throws {KernelError} unless `from` is where the last call ended
   */
  advance(from: number, to: number, first = 0): void {
    if (from !== this.position || to < from || to > this.capacity) {
      throw new KernelError(
        `lstm: bars ${from} to ${to} were asked for; the next range starts at ${this.position} and ends at ${this.capacity} at most.`,
        'lstm',
      );
    }
    const status = this.call(from, to, first);
    if (status !== 0) throw new KernelError(`lstm: status ${status}.`, 'lstm', status);
    this.position = to;
  }
}

/** Weights with every gate filled up with zeros to a multiple of four units. */
function pad({ features, hidden, weights }: LstmNet, units: number): Float32Array {
  const rows = features + hidden + 1;
  if (weights.length !== 4 * hidden * rows + hidden + 1) {
    throw new KernelError(`${weights.length} weights don't make ${hidden} units.`, 'lstm');
  }
  const packed = new Float32Array(4 * units * rows + units + 4);
  for (let gate = 0; gate < 4 * rows; gate++) {
    packed.set(weights.subarray(gate * hidden, (gate + 1) * hidden), gate * units);
  }
  const output = 4 * hidden * rows;
  packed.set(weights.subarray(output, output + hidden), 4 * units * rows);
  packed[4 * units * rows + units] = weights[output + hidden]!;
  return packed;
}
