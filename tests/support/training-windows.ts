import { parseConfig } from '../../lib/core/parse-config';
import { createRng } from '../../lib/core/rng';
import {
  type ModelRecipe,
  type ModelRecipeInput,
  modelRecipeSchema,
} from '../../lib/models/model-recipe.schema';
import { initialWeights } from '../../lib/models/training/initial-weights';
import type { LstmShape } from '../../lib/models/training/lstm-shape';
import { freshState, LstmTrainer, type WindowBatch } from '../../lib/models/training/lstm-trainer';
import type { TrainingWindows } from '../../lib/models/training/window-batches';

export function recipeOf(input: ModelRecipeInput): ModelRecipe {
  return parseConfig(modelRecipeSchema, input, 'recipe');
}

/** Seeded numbers in [−1, 1). */
export function spread(length: number, seed: number): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length }, () => 2 * rng.uniform() - 1);
}

/** Rows of seeded features with a target that follows from the last two of them. */
export function toyWindows(
  features: number,
  lookback: number,
  counts: { readonly training: number; readonly validation: number },
): TrainingWindows {
  const bars = counts.training + counts.validation + lookback;
  const rows = spread(bars * features, 5);
  const noise = spread(bars, 6);
  const begin = { training: lookback - 1, validation: lookback - 1 + counts.training, test: 0 };
  return {
    features,
    windowSize: lookback * features,
    recipe: { lookback, horizon: 1 },
    parts: { training: { count: counts.training }, validation: { count: counts.validation } },
    gather(part, chosen, inputs) {
      for (let k = 0; k < chosen.length; k++) {
        const stop = (begin[part] + chosen[k]! + 1) * features;
        inputs.set(rows.subarray(stop - lookback * features, stop), k * lookback * features);
      }
    },
    gatherTargets(part, chosen, targets) {
      for (let k = 0; k < chosen.length; k++) {
        const bar = begin[part] + chosen[k]!;
        targets[k] = rows[bar * features]! - rows[(bar - 1) * features]! + 0.3 * noise[bar]!;
      }
    },
  };
}

/** A batch of seeded windows as the trainer takes it. */
export function toyBatch(
  { features, lookback }: LstmShape,
  windows: number,
  seed = 1,
): WindowBatch {
  const inputs = spread(lookback * windows * (features + 1), seed);
  for (let i = features; i < inputs.length; i += features + 1) inputs[i] = 1;
  return {
    inputs,
    target: spread(windows, seed + 1000).map((x) => 2 * x),
    weight: new Float32Array(windows).fill(1 / windows),
  };
}

/** A trainer on the backend that is set, with fresh weights of a seed. The module must be loaded. */
export function toyTrainer(
  shape: LstmShape,
  batch: number,
  { loss = 'mse' as 'mse' | 'huber', seed = 3 } = {},
): LstmTrainer {
  const weights = initialWeights(shape, createRng(seed));
  return new LstmTrainer({ shape, batch, loss, learningRate: 0.01 }, freshState(weights));
}
