import { ConfigError } from '../../core/errors';
import type { ModelRecipe } from '../model-recipe.schema';

/** Sizes of a network: windows [lookback, features] into one layer of `hidden` units into one number. */
export interface LstmShape {
  readonly features: number;
  readonly lookback: number;
  readonly hidden: number;
}

export function shapeOf(
  features: number,
  { lookback, hidden }: Pick<ModelRecipe, 'lookback' | 'hidden'>,
): LstmShape {
  return { features, lookback, hidden };
}

/** Floats a step may hold on the device at once: 1 GiB. */
const mostFloats = 268_435_456;

/**
 * Whether a step of that many windows fits into memory. What a bar leaves for the way back is kept for all bars.
 * @throws {ConfigError} naming what to lower
 */
export function assertFits({ features, lookback, hidden }: LstmShape, batch: number): void {
  const floats = lookback * batch * (features + 1 + 13 * hidden);
  if (floats <= mostFloats) return;
  const gib = Math.ceil((floats * 4) / 107_374_182.4) / 10;
  throw new ConfigError(
    `A step over ${batch} windows of ${lookback} bars with ${hidden} units needs about ${gib} GiB, and 1 GiB is the most. Lower the batch, the look-back or the units.`,
    'recipe.batch',
  );
}

/**
 * Weights as training holds them. A window's bar comes with a 1 behind its features, so that biases are rows like any
 * other and their gradients fall out of the same product.
 */
export interface LstmParameters {
  /** [features + 1 + hidden, 4·hidden]: rows of features, bias, hidden units; gates input, forget, cell, output. */
  readonly cell: Float32Array;
  /** [hidden + 1]: of the last state, then the bias. */
  readonly head: Float32Array;
}

/** From the order of an artefact. */
export function parametersFrom(
  weights: Float32Array,
  { features, hidden }: Omit<LstmShape, 'lookback'>,
): LstmParameters {
  const width = 4 * hidden;
  const input = features * width;
  const recurrent = hidden * width;
  const cell = new Float32Array(input + width + recurrent);
  cell.set(weights.subarray(0, input), 0);
  cell.set(weights.subarray(input + recurrent, input + recurrent + width), input);
  cell.set(weights.subarray(input, input + recurrent), input + width);
  return { cell, head: weights.slice(input + recurrent + width) };
}

/** In the order of an artefact. */
export function weightsFrom(
  { cell, head }: LstmParameters,
  { features, hidden }: Omit<LstmShape, 'lookback'>,
): Float32Array {
  const width = 4 * hidden;
  const input = features * width;
  const recurrent = hidden * width;
  const weights = new Float32Array(cell.length + head.length);
  weights.set(cell.subarray(0, input), 0);
  weights.set(cell.subarray(input + width), input);
  weights.set(cell.subarray(input, input + width), input + recurrent);
  weights.set(head, cell.length);
  return weights;
}
