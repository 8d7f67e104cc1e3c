import type { Sha256Hex, TimestampMs } from '../core/nominal';
import type { FeatureChoice } from './model-recipe.schema';

/**
 * A trained model as data: everything that evaluates it, and nothing of how it came about. It is named by its hash;
 * a config names it by that. Evaluated by the module, so its predictions have the same bits everywhere.
 */
export interface ModelArtefact {
  readonly format: 1;
  readonly kind: 'lstm';
  readonly features: readonly FeatureChoice[];
  readonly lookback: number;
  /** Bars over which the return is predicted. */
  readonly horizon: number;
  readonly hidden: number;
  /** Of each feature over the training part: z = (x − mean) / scale. */
  readonly scaler: { readonly mean: readonly number[]; readonly scale: readonly number[] };
  /** Of the target over the training part: prediction = output · scale + mean. */
  readonly target: { readonly mean: number; readonly scale: number };
  /**
   * Float32, in this order: input weights [features, 4·hidden], recurrent weights [hidden, 4·hidden], bias [4·hidden]
   * (gates input, forget, cell, output), output weights [hidden], output bias [1].
   */
  readonly weights: Float32Array;
  /** Open time of the last bar whose price it learned from, the horizon of the last label included. */
  readonly learnedUntil: TimestampMs;
  /** Interval of the bars it learned from, ms. */
  readonly intervalMs: number;
}

/** An artefact and its name: SHA-256 of its canonical JSON with the weights as base64url of little-endian f32. */
export interface NamedArtefact {
  readonly hash: Sha256Hex;
  readonly artefact: ModelArtefact;
}

/** Number of weights of an LSTM: gates over inputs and memory with their bias, and the output. */
export function lstmWeightCount(features: number, hidden: number): number {
  return 4 * hidden * (features + hidden + 1) + hidden + 1;
}
