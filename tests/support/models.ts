import * as z from 'zod/mini';
import type { TimestampMs } from '../../lib/core/nominal';
import { createRng } from '../../lib/core/rng';
import type { ModelAbout } from '../../lib/models/model-about';
import {
  lstmWeightCount,
  type ModelArtefact,
  type NamedArtefact,
} from '../../lib/models/model-artefact';
import { nameArtefact } from '../../lib/models/model-artefact-codec';
import {
  type ModelRecipe,
  type ModelRecipeInput,
  modelRecipeSchema,
} from '../../lib/models/model-recipe.schema';

export const recipeOf = (input: ModelRecipeInput = {}): ModelRecipe =>
  z.parse(modelRecipeSchema, input);

/** Of hourly bars, with weights as a network has them before it learned anything. */
export function artefactOf(
  changes: Partial<ModelArtefact> & { readonly seed?: number } = {},
): ModelArtefact {
  const { seed = 5, ...given } = changes;
  const features = given.features ?? recipeOf().features;
  const hidden = given.hidden ?? 8;
  const rng = createRng(seed);
  const weights = new Float32Array(lstmWeightCount(features.length, hidden));
  for (let k = 0; k < weights.length; k++) weights[k] = (rng.uniform() - 0.5) * 1.2;
  return {
    format: 1,
    kind: 'lstm',
    features,
    lookback: 12,
    horizon: 5,
    hidden,
    scaler: {
      mean: features.map(() => 0.0001),
      // Of the usual features: log return, change over 5 and 20 bars in percent, volatility, RSI, band position.
      scale: features.map((_, k) => [0.006, 1.3, 2.6, 0.1, 20, 0.5][k] ?? 1),
    },
    target: { mean: 0, scale: 0.02 },
    weights,
    learnedUntil: 0 as TimestampMs,
    intervalMs: 3_600_000,
    ...given,
  };
}

export const namedArtefact = (
  changes: Partial<ModelArtefact> & { readonly seed?: number } = {},
): NamedArtefact => nameArtefact(artefactOf(changes));

/** How such a model might have come about. */
export function modelAbout(changes: Partial<ModelAbout> = {}): ModelAbout {
  const estimate = { value: 0.01, low: -0.04, high: 0.06 };
  return {
    dataName: 'Walk',
    data: { kind: 'sample', id: 'sp500' },
    dataFingerprint: 'ab'.repeat(32),
    recipe: recipeOf(),
    report: {
      plan: {
        bars: 900,
        samples: { training: 400, validation: 100, test: 200 },
        features: ['Log return', 'ROC 5'],
        spans: { training: [0, 10], validation: [20, 30], test: [40, 50] },
        purgedBars: 5,
        weights: 489,
        notes: ['Only 400 windows to learn from.'],
      },
      losses: [{ epoch: 1, training: 0.5, validation: 0.6 }],
      bestEpoch: 1,
      backend: 'wasm',
      trials: [{ backend: 'webgpu', stepMs: null, note: 'no adapter' }],
      scores: [
        { name: 'LSTM', ic: estimate, hitRate: estimate, rSquared: -0.01, fitMs: 1200 },
        { name: 'Zero', ic: null, hitRate: null, rSquared: 0, fitMs: 0 },
      ],
      verdict: 'Out of sample the network is indistinguishable from noise.',
      modelsTried: 1,
      elapsedMs: 1500,
    },
    ...changes,
  };
}
