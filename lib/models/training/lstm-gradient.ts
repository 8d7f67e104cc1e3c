import type { Tensor } from '@tensorflow/tfjs-core';
import type { SlicedWork } from '../../core/sliced-work';
import type { LstmShape } from './lstm-shape';
import { TensorScope } from './tensor-scope';

/** A batch on the device. */
export interface BatchTensors {
  /** For each bar of the windows, oldest first: [1, windows, features + 1], the last column 1. */
  readonly inputs: readonly Tensor[];
  /** [1, windows, 1] */
  readonly target: Tensor;
  /** [1, windows, 1]: what a window counts for in the loss; 0 for those that only fill the batch. */
  readonly weight: Tensor;
}

/** What never changes over a training, on the device. */
export interface LstmConstants {
  /** [1, windows, hidden] of zeros. */
  readonly blank: Tensor;
  /** [1, windows, 1] of ones. */
  readonly ones: Tensor;
  readonly half: Tensor;
  readonly two: Tensor;
}

/** Weights on the device: [1, features + 1 + hidden, 4·hidden] and [1, hidden + 1, 1]. */
export interface LstmTensors {
  readonly cell: Tensor;
  readonly head: Tensor;
}

export type LossKind = 'huber' | 'mse';

/** What a bar's step of the recurrence leaves for the way back; all [1, windows, hidden] but the input. */
interface BarState {
  /** [1, windows, features + 1 + hidden]: the bar's features, 1, the state before. */
  readonly input: Tensor;
  readonly inputGate: Tensor;
  readonly forgetGate: Tensor;
  readonly candidate: Tensor;
  readonly outputGate: Tensor;
  /** f∘c, what stays of the cell before. */
  readonly kept: Tensor;
  /** i∘g, what is added to it. */
  readonly added: Tensor;
  readonly squashedCell: Tensor;
  readonly state: Tensor;
}

/** Values a step of the recurrence counts for, so that work can pause between two of them. */
const barCost = ({ features, hidden }: LstmShape, windows: number): number =>
  Math.ceil((windows * hidden * (features + hidden + 40)) / 8);

/** Slopes of gates that are gathered before they go into the weights' gradient: what one product may take at most. */
const mostSlopes = 4_194_304;

/**
 * Runs the recurrence (Hochreiter and Schmidhuber 1997, with the forget gate of Gers and others 2000):
 * i, f, o = σ(·), g = tanh(·) of [x, 1, h]·W; c = f∘c + i∘g; h = o∘tanh(c).
 * Each gate has its product to itself: taking columns out of a wide one costs more than it saves.
 */
export function* recurrence(
  shape: LstmShape,
  { cell }: LstmTensors,
  { inputs }: BatchTensors,
  { blank }: LstmConstants,
  scope: TensorScope,
): SlicedWork<{ readonly bars: readonly BarState[]; readonly last: Tensor }> {
  const { features, hidden } = shape;
  const rows = features + 1 + hidden;
  const [wInput, wForget, wCandidate, wOutput] = [0, 1, 2, 3].map((gate) =>
    scope.slice(cell, [0, 0, gate * hidden], [1, rows, hidden]),
  ) as [Tensor, Tensor, Tensor, Tensor];
  const bars: BarState[] = [];
  let state = blank;
  let cellBefore = blank;
  for (const bar of inputs) {
    const input = scope.concat([bar, state], 2);
    const inputGate = scope.sigmoidMatMul(input, wInput);
    const forgetGate = scope.sigmoidMatMul(input, wForget);
    const candidate = scope.tanh(scope.matMul(input, wCandidate));
    const outputGate = scope.sigmoidMatMul(input, wOutput);
    const kept = scope.mul(forgetGate, cellBefore);
    const added = scope.mul(inputGate, candidate);
    const cellNow = scope.add(kept, added);
    const squashedCell = scope.tanh(cellNow);
    state = scope.mul(outputGate, squashedCell);
    bars.push({
      input,
      inputGate,
      forgetGate,
      candidate,
      outputGate,
      kept,
      added,
      squashedCell,
      state,
    });
    cellBefore = cellNow;
    yield barCost(shape, state.shape[1]!);
  }
  return { bars, last: state };
}

/** The network's output for the last states: [1, windows, 1]; with what it was computed from. */
export function output(
  last: Tensor,
  { head }: LstmTensors,
  { ones }: LstmConstants,
  scope: TensorScope,
): { readonly input: Tensor; readonly value: Tensor } {
  const input = scope.concat([last, ones], 2);
  return { input, value: scope.matMul(input, head) };
}

/**
 * Weighted loss of an output and its slope: Σ w·e² and 2·w·e, or Σ w·q·(e − q/2) and w·q with q = e held to ±1, which
 * is Huber's (1964): e²/2 within and |e| − 1/2 beyond.
 */
export function lossOf(
  kind: LossKind,
  value: Tensor,
  { target, weight }: BatchTensors,
  { half, two }: LstmConstants,
  scope: TensorScope,
): { readonly loss: Tensor; readonly slope: Tensor } {
  const error = scope.sub(value, target);
  if (kind === 'mse') {
    const weighted = scope.mul(error, weight);
    return { loss: scope.sum(scope.mul(weighted, error)), slope: scope.mul(weighted, two) };
  }
  const held = scope.clip(error, -1, 1);
  const slope = scope.mul(held, weight);
  const rest = scope.sub(error, scope.mul(held, half));
  return { loss: scope.sum(scope.mul(slope, rest)), slope };
}

/** Gradients of a batch's loss, shaped as the weights; all three belong to the caller. */
export interface LstmGradients {
  readonly loss: Tensor;
  readonly cell: Tensor;
  readonly head: Tensor;
}

/** Loss and gradients of a batch, by propagation back through time. */
export function* lstmGradients(
  shape: LstmShape,
  kind: LossKind,
  weights: LstmTensors,
  batch: BatchTensors,
  constants: LstmConstants,
): SlicedWork<LstmGradients> {
  const { features, hidden } = shape;
  const scope = new TensorScope();
  try {
    const { bars, last } = yield* recurrence(shape, weights, batch, constants, scope);
    const { input, value } = output(last, weights, constants, scope);
    const { loss, slope } = lossOf(kind, value, batch, constants, scope);
    const head = scope.matMul(scope.transpose(input), slope);
    const headOfState = scope.transpose(scope.slice(weights.head, [0, 0, 0], [1, hidden, 1]));
    const fedBack = scope.transpose(
      scope.slice(weights.cell, [0, features + 1, 0], [1, hidden, 4 * hidden]),
    );
    let ofState = scope.mul(slope, headOfState);
    let ofCell = constants.blank;
    let ofWeights: Tensor | null = null;
    let gathered: { readonly inputs: Tensor[]; readonly slopes: Tensor[] } = {
      inputs: [],
      slopes: [],
    };
    for (let t = bars.length - 1; t >= 0; t--) {
      const bar = bars[t]!;
      const step = backThrough(bar, ofState, ofCell, fedBack);
      ofState = scope.hold(step.ofState);
      ofCell = scope.hold(step.ofCell);
      gathered.inputs.push(bar.input);
      gathered.slopes.push(scope.hold(step.ofGates));
      const windows = bar.input.shape[1]!;
      yield 2 * barCost(shape, windows);
      // One product over many bars instead of one a bar.
      if (t > 0 && gathered.slopes.length * windows * 4 * hidden < mostSlopes) continue;
      const part: Tensor = scope.matMul(
        scope.transpose(scope.concat(gathered.inputs, 1)),
        scope.concat(gathered.slopes, 1),
      );
      ofWeights = ofWeights === null ? part : scope.add(ofWeights, part);
      yield gathered.slopes.length * barCost(shape, windows);
      gathered = { inputs: [], slopes: [] };
    }
    return { loss: scope.keep(loss), cell: scope.keep(ofWeights!), head: scope.keep(head) };
  } finally {
    scope.dispose();
  }
}

/**
 * One bar of the way back: from the slopes of its state and cell to those of the bar before and of its gates. Every slope
 * of a gate is x − x·y of products the way there left behind, as h·(1 − o) = o·tanh(c)·(1 − o): three calls each.
 */
function backThrough(
  bar: BarState,
  ofState: Tensor,
  ofCellAfter: Tensor,
  fedBack: Tensor,
): { readonly ofState: Tensor; readonly ofCell: Tensor; readonly ofGates: Tensor } {
  const { inputGate, forgetGate, candidate, outputGate, kept, added, squashedCell, state } = bar;
  const scope = new TensorScope();
  const slope = (by: Tensor, x: Tensor, y: Tensor, z: Tensor) =>
    scope.mul(by, scope.sub(x, scope.mul(y, z)));
  const throughOutput = slope(ofState, outputGate, state, squashedCell);
  const ofCell = scope.add(ofCellAfter, throughOutput);
  const ofGates = scope.concat(
    [
      slope(ofCell, added, added, inputGate),
      slope(ofCell, kept, kept, forgetGate),
      slope(ofCell, inputGate, added, candidate),
      slope(ofState, state, state, outputGate),
    ],
    2,
  );
  const result = {
    ofState: scope.keep(scope.matMul(ofGates, fedBack)),
    ofCell: scope.keep(scope.mul(ofCell, forgetGate)),
    ofGates: scope.keep(ofGates),
  };
  scope.dispose();
  return result;
}
