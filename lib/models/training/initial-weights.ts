import type { Rng } from '../../core/rng';
import { normalDistribution } from '../../kernels/normal';
import { lstmWeightCount } from '../model-artefact';
import type { LstmShape } from './lstm-shape';

/**
 * Weights before the first step, in the order of an artefact: uniform by Glorot and Bengio (2010) for what comes in
 * and goes out, orthogonal for what is fed back (Saxe, McClelland, Ganguli 2014), 0 for biases but 1 for the forget
 * gate's (Jozefowicz, Zaremba, Sutskever 2015), so that a fresh network remembers. Needs the loaded module.
 */
export function initialWeights(shape: Omit<LstmShape, 'lookback'>, rng: Rng): Float32Array {
  const { features, hidden } = shape;
  const width = 4 * hidden;
  const weights = new Float32Array(lstmWeightCount(features, hidden));
  let at = fillGlorot(weights, 0, features * width, features, width, rng.fork('input'));
  const recurrent = rng.fork('recurrent');
  for (let gate = 0; gate < 4; gate++) {
    const block = orthogonal(hidden, recurrent);
    for (let row = 0; row < hidden; row++) {
      for (let column = 0; column < hidden; column++) {
        weights[at + row * width + gate * hidden + column] = block[row * hidden + column]!;
      }
    }
  }
  at += hidden * width;
  weights.fill(1, at + hidden, at + 2 * hidden);
  fillGlorot(weights, at + width, hidden, hidden, 1, rng.fork('output'));
  return weights;
}

/** Uniform in ±√(6 / (in + out)). @returns where the next weights begin */
function fillGlorot(
  weights: Float32Array,
  from: number,
  count: number,
  inputs: number,
  outputs: number,
  rng: Rng,
): number {
  const limit = Math.sqrt(6 / (inputs + outputs));
  for (let i = from; i < from + count; i++) weights[i] = limit * (2 * rng.uniform() - 1);
  return from + count;
}

/** A random orthogonal n × n matrix: normal rows, made orthogonal one after the other. */
function orthogonal(n: number, rng: Rng): Float64Array {
  const { quantile } = normalDistribution();
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let length = 0;
    // A row that lies in the others' span to within rounding is drawn again; that hardly ever happens.
    while (length < 1e-6) {
      for (let k = 0; k < n; k++)
        rows[i * n + k] = quantile(rng.uniform() + 1.1641532182693481e-10);
      for (let j = 0; j < i; j++) subtractProjection(rows, i, j, n);
      length = Math.sqrt(product(rows, i, i, n));
    }
    for (let k = 0; k < n; k++) rows[i * n + k]! /= length;
  }
  return rows;
}

function product(rows: Float64Array, i: number, j: number, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += rows[i * n + k]! * rows[j * n + k]!;
  return sum;
}

function subtractProjection(rows: Float64Array, i: number, j: number, n: number): void {
  const share = product(rows, i, j, n);
  for (let k = 0; k < n; k++) rows[i * n + k]! -= share * rows[j * n + k]!;
}
