import type { SlicedWork } from '../core/sliced-work';
import { solvePositiveDefinite } from './cholesky';
import type { WindowDataset } from './window-dataset';
import type { PartName } from './window-split';

/** Penalties tried, as shares of the number of training windows; strongest first, so that of equals it is kept. */
const penalties = [10, 1, 0.1, 0.01, 0.001, 0.0001] as const;

/** A linear model of windows, fitted. */
export interface RidgeFit {
  /** Chosen of {@link penalties}. */
  readonly penalty: number;
  /** Predicted returns over the horizon of the test windows, as fractions. */
  readonly testPredictions: Float64Array;
}

/**
 * Ridge regression of the target on 2·F figures of a window: each feature at its last bar, and its mean over the window.
 * That is what a linear model can say of a window without a weight for every bar of it, which would fit noise. The
 * figures are standardised over the training part, the penalty is the one with the smallest square error on the
 * validation part, and the test part is looked at once. No randomness.
 * Source: Hoerl & Kennard 1970.
 */
export function* ridgeWork(dataset: WindowDataset): SlicedWork<RidgeFit> {
  const width = 2 * dataset.features;
  const training = yield* figuresOf(dataset, 'training');
  const { mean, scale } = standard(training, width);
  standardise(training, mean, scale);
  const targets = scaledTargets(dataset, 'training');
  const { gram, moments } = yield* normalEquations(training, targets, width);
  const validation = yield* figuresOf(dataset, 'validation');
  standardise(validation, mean, scale);
  const wanted = scaledTargets(dataset, 'validation');
  let best: { penalty: number; weights: Float64Array; error: number } | null = null;
  for (const penalty of penalties) {
    const penalised = gram.slice();
    for (let k = 0; k < width; k++) penalised[k * width + k]! += penalty * targets.length;
    const weights = solvePositiveDefinite(penalised, moments, width);
    yield width * width * width;
    if (weights === null) continue;
    const error = squareError(outputs(validation, weights), wanted);
    yield validation.length;
    if (best === null || error < best.error) best = { penalty, weights, error };
  }
  const test = yield* figuresOf(dataset, 'test');
  standardise(test, mean, scale);
  const { target } = dataset;
  const predicted =
    best === null
      ? new Float64Array(dataset.parts.test.count)
      : outputs(test, best.weights).map((output) => output * target.scale);
  return {
    penalty: best?.penalty ?? penalties[0],
    testPredictions: predicted.map((value) => value + target.mean),
  };
}

/** Rows of 2·F figures: each feature at the last bar, then its mean over the window. */
function* figuresOf(dataset: WindowDataset, part: PartName): SlicedWork<Float64Array> {
  const { features, recipe } = dataset;
  const { ends, count } = dataset.parts[part];
  const figures = new Float64Array(count * 2 * features);
  for (let s = 0; s < count; s++) {
    const at = s * 2 * features;
    const end = ends[s]!;
    for (let bar = end - recipe.lookback + 1; bar <= end; bar++) {
      const row = dataset.row(bar);
      for (let k = 0; k < features; k++) figures[at + features + k]! += row[k]! / recipe.lookback;
    }
    const last = dataset.row(end);
    for (let k = 0; k < features; k++) figures[at + k] = last[k]!;
    if (s % 256 === 0) yield 256 * recipe.lookback * (features + 8);
  }
  return figures;
}

function scaledTargets(dataset: WindowDataset, part: PartName): Float64Array {
  const { mean, scale } = dataset.target;
  return dataset.parts[part].returns.map((change) => (change - mean) / scale);
}

function standard(rows: Float64Array, width: number) {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) mean[i % width]! += rows[i]! / count;
  for (let i = 0; i < rows.length; i++) {
    const distance = rows[i]! - mean[i % width]!;
    scale[i % width]! += (distance * distance) / count;
  }
  // A figure that never varies adds nothing, whatever it is divided by.
  return { mean, scale: scale.map((variance) => (variance > 1e-18 ? Math.sqrt(variance) : 1)) };
}

function standardise(rows: Float64Array, mean: Float64Array, scale: Float64Array): void {
  const width = mean.length;
  for (let i = 0; i < rows.length; i++) {
    rows[i] = (rows[i]! - mean[i % width]!) / scale[i % width]!;
  }
}

/** XᵀX row by row, and Xᵀy. */
function* normalEquations(
  rows: Float64Array,
  targets: Float64Array,
  width: number,
): SlicedWork<{ readonly gram: Float64Array; readonly moments: Float64Array }> {
  const gram = new Float64Array(width * width);
  const moments = new Float64Array(width);
  for (let s = 0; s < targets.length; s++) {
    const at = s * width;
    for (let i = 0; i < width; i++) {
      const x = rows[at + i]!;
      moments[i]! += x * targets[s]!;
      for (let j = 0; j <= i; j++) gram[i * width + j]! += x * rows[at + j]!;
    }
    if (s % 256 === 0) yield 64 * width * width;
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) gram[j * width + i] = gram[i * width + j]!;
  }
  return { gram, moments };
}

function outputs(rows: Float64Array, weights: Float64Array): Float64Array {
  const width = weights.length;
  const out = new Float64Array(rows.length / width);
  for (let s = 0; s < out.length; s++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += rows[s * width + k]! * weights[k]!;
    out[s] = sum;
  }
  return out;
}

function squareError(predicted: Float64Array, wanted: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < wanted.length; k++) {
    sum += (predicted[k]! - wanted[k]!) * (predicted[k]! - wanted[k]!);
  }
  return sum;
}
