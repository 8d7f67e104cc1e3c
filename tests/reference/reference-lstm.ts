import type { LstmShape } from '../../lib/models/training/lstm-shape';
import type { WindowBatch } from '../../lib/models/training/lstm-trainer';

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Output of one window in double precision, straight from the formulas; weights in the order of an artefact. */
export function referenceOutput(
  { features, lookback, hidden }: LstmShape,
  weights: ArrayLike<number>,
  feature: (bar: number, index: number) => number,
): number {
  const width = 4 * hidden;
  const recurrent = features * width;
  const bias = recurrent + hidden * width;
  const head = bias + width;
  let state = new Float64Array(hidden);
  const cell = new Float64Array(hidden);
  for (let t = 0; t < lookback; t++) {
    const sums = Float64Array.from({ length: width }, (_, k) => {
      let sum = weights[bias + k]!;
      for (let f = 0; f < features; f++) sum += feature(t, f) * weights[f * width + k]!;
      for (let j = 0; j < hidden; j++) sum += state[j]! * weights[recurrent + j * width + k]!;
      return sum;
    });
    const next = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++) {
      const [i, f, c, o] = [0, 1, 2, 3].map((gate) => sums[gate * hidden + j]!) as [
        number,
        number,
        number,
        number,
      ];
      cell[j] = logistic(f) * cell[j]! + logistic(i) * Math.tanh(c);
      next[j] = logistic(o) * Math.tanh(cell[j]!);
    }
    state = next;
  }
  let value = weights[head + hidden]!;
  for (let j = 0; j < hidden; j++) value += state[j]! * weights[head + j]!;
  return value;
}

/** Weighted loss of a batch in double precision. */
export function referenceLoss(
  shape: LstmShape,
  kind: 'mse' | 'huber',
  weights: ArrayLike<number>,
  batch: WindowBatch,
): number {
  const windows = batch.target.length;
  let loss = 0;
  for (let k = 0; k < windows; k++) {
    const output = referenceOutput(
      shape,
      weights,
      (bar, index) => batch.inputs[(bar * windows + k) * (shape.features + 1) + index]!,
    );
    const error = output - batch.target[k]!;
    const size = Math.abs(error);
    const cost = kind === 'mse' ? error * error : size <= 1 ? 0.5 * error * error : size - 0.5;
    loss += cost * batch.weight[k]!;
  }
  return loss;
}
