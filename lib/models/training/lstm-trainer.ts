import type { Tensor } from '@tensorflow/tfjs-core';
import type { SlicedWork } from '../../core/sliced-work';
import {
  type AdamConstants,
  type AdamPowers,
  type Adapted,
  adamConstants,
  adamUpdate,
  nextPowers,
  powersAfter,
} from './adam-update';
import {
  type BatchTensors,
  type LossKind,
  type LstmConstants,
  type LstmGradients,
  lossOf,
  lstmGradients,
  output,
  recurrence,
} from './lstm-gradient';
import { type LstmShape, parametersFrom, weightsFrom } from './lstm-shape';
import { TensorScope } from './tensor-scope';

/** Windows that are learned from or judged together. */
export interface WindowBatch {
  /** [lookback, windows, features + 1], the last of each bar 1; not written afterwards. */
  readonly inputs: Float32Array;
  /** [windows] */
  readonly target: Float32Array;
  /** [windows]: what each counts for in the loss; they add up to 1, those that only fill the batch have 0. */
  readonly weight: Float32Array;
}

/** All that a trainer has learned: with it another goes on as this one would have. */
export interface TrainerState {
  /** In the order of an artefact, as are the moments. */
  readonly weights: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly steps: number;
}

export interface TrainerOptions {
  readonly shape: LstmShape;
  /** Windows in every batch. */
  readonly batch: number;
  readonly loss: LossKind;
  readonly learningRate: number;
}

/** A network under training on the backend that is set. Whoever makes one disposes of it. */
export class LstmTrainer {
  private readonly lasting = new TensorScope();
  private readonly constants: LstmConstants;
  private readonly adam: AdamConstants;
  private readonly cell: Adapted;
  private readonly head: Adapted;
  private powers: AdamPowers;
  private steps: number;

  /** @param state where to begin: fresh weights with moments of 0, or another trainer's */
  constructor(
    private readonly options: TrainerOptions,
    state: TrainerState,
  ) {
    const { shape, batch } = options;
    const number = (x: number) => this.lasting.upload(Float32Array.of(x), []);
    this.constants = {
      blank: this.lasting.upload(new Float32Array(batch * shape.hidden), [1, batch, shape.hidden]),
      ones: this.lasting.upload(new Float32Array(batch).fill(1), [1, batch, 1]),
      half: number(0.5),
      two: number(2),
    };
    this.adam = adamConstants(this.lasting);
    const [weights, mean, square] = [state.weights, state.mean, state.square].map((values) =>
      this.uploaded(values),
    ) as [Uploaded, Uploaded, Uploaded];
    this.cell = { weights: weights.cell, mean: mean.cell, square: square.cell };
    this.head = { weights: weights.head, mean: mean.head, square: square.head };
    this.steps = state.steps;
    this.powers = powersAfter(state.steps);
  }

  /** Learns from a batch. @returns its loss before the step, a single number that the caller frees */
  *step(batch: WindowBatch): SlicedWork<Tensor> {
    const { cell, head, loss } = yield* this.gradients(batch);
    const { learningRate } = this.options;
    this.powers = nextPowers(this.powers);
    this.steps += 1;
    adamUpdate(this.cell, cell, learningRate, this.powers, this.adam);
    adamUpdate(this.head, head, learningRate, this.powers, this.adam);
    cell.dispose();
    head.dispose();
    return loss;
  }

  /** Loss of a batch and its gradients; the caller frees them. */
  *gradients(batch: WindowBatch): SlicedWork<LstmGradients> {
    const scope = new TensorScope();
    try {
      const { shape, loss } = this.options;
      const tensors = this.uploadBatch(batch, scope);
      return yield* lstmGradients(shape, loss, this.tensors(), tensors, this.constants);
    } finally {
      scope.dispose();
    }
  }

  /** Loss of a batch, nothing learned; the caller frees it. */
  *loss(batch: WindowBatch): SlicedWork<Tensor> {
    const scope = new TensorScope();
    try {
      const tensors = this.uploadBatch(batch, scope);
      const value = yield* this.value(tensors, scope);
      return scope.keep(lossOf(this.options.loss, value, tensors, this.constants, scope).loss);
    } finally {
      scope.dispose();
    }
  }

  /** The network's outputs [1, windows, 1] for a batch; the caller frees them. */
  *predict(batch: WindowBatch): SlicedWork<Tensor> {
    const scope = new TensorScope();
    try {
      return scope.keep(yield* this.value(this.uploadBatch(batch, scope), scope));
    } finally {
      scope.dispose();
    }
  }

  /** What it has learned so far. */
  async state(): Promise<TrainerState> {
    const read = async (cell: Tensor, head: Tensor) =>
      weightsFrom(
        {
          cell: (await cell.data()) as Float32Array,
          head: (await head.data()) as Float32Array,
        },
        this.options.shape,
      );
    return {
      weights: await read(this.cell.weights, this.head.weights),
      mean: await read(this.cell.mean, this.head.mean),
      square: await read(this.cell.square, this.head.square),
      steps: this.steps,
    };
  }

  dispose(): void {
    this.lasting.dispose();
    for (const adapted of [this.cell, this.head]) {
      for (const tensor of [adapted.weights, adapted.mean, adapted.square]) tensor.dispose();
    }
  }

  private tensors() {
    return { cell: this.cell.weights, head: this.head.weights };
  }

  private *value(batch: BatchTensors, scope: TensorScope): SlicedWork<Tensor> {
    const { shape } = this.options;
    const states = new TensorScope();
    try {
      const { last } = yield* recurrence(shape, this.tensors(), batch, this.constants, states);
      return scope.hold(states.keep(output(last, this.tensors(), this.constants, states).value));
    } finally {
      states.dispose();
    }
  }

  private uploadBatch(batch: WindowBatch, scope: TensorScope): BatchTensors {
    const { lookback, features } = this.options.shape;
    const windows = this.options.batch;
    const size = windows * (features + 1);
    return {
      inputs: Array.from({ length: lookback }, (_, t) =>
        scope.upload(batch.inputs.subarray(t * size, (t + 1) * size), [1, windows, features + 1]),
      ),
      target: scope.upload(batch.target, [1, windows, 1]),
      weight: scope.upload(batch.weight, [1, windows, 1]),
    };
  }

  /** Outside any scope: these are replaced at every step. */
  private uploaded(values: Float32Array): Uploaded {
    const { features, hidden } = this.options.shape;
    const { cell, head } = parametersFrom(values, this.options.shape);
    const scope = new TensorScope();
    return {
      cell: scope.keep(scope.upload(cell, [1, features + 1 + hidden, 4 * hidden])),
      head: scope.keep(scope.upload(head, [1, hidden + 1, 1])),
    };
  }
}

interface Uploaded {
  readonly cell: Tensor;
  readonly head: Tensor;
}

/** A trainer's state before the first step. */
export function freshState(weights: Float32Array): TrainerState {
  return {
    weights,
    mean: new Float32Array(weights.length),
    square: new Float32Array(weights.length),
    steps: 0,
  };
}
