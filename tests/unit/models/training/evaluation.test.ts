import { beforeAll, expect, it } from 'vitest';
import { uncontrolled } from '../../../../lib/core/job';
import { atOnce } from '../../../../lib/core/sliced-work';
import { newColumnStore } from '../../../../lib/kernels/runtime';
import { lstmWeightCount, type ModelArtefact } from '../../../../lib/models/model-artefact';
import { predictionsWork } from '../../../../lib/models/predictions';
import { freshState, LstmTrainer } from '../../../../lib/models/training/lstm-trainer';
import { cpuBackend, wasmBackend } from '../../../../lib/models/training/open-backend';
import { planTraining } from '../../../../lib/models/training/plan-training';
import { trainerOptions } from '../../../../lib/models/training/train-epochs';
import { WindowBatches } from '../../../../lib/models/training/window-batches';
import { walkBars } from '../../../support/bars';
import { loadKernels } from '../../../support/kernels';
import { recipeOf, spread } from '../../../support/training-windows';

beforeAll(loadKernels);

it.each([
  ['cpu', cpuBackend()],
  ['wasm', wasmBackend(null)],
] as const)(
  'the module evaluates a network as %s does in training, to 1e-5 on 1,000 windows',
  async (_, source) => {
    await source.open();
    const bars = await walkBars(4000);
    const recipe = recipeOf({ lookback: 24, hidden: 16, batch: 250 });
    const dataset = await planTraining(bars, recipe, uncontrolled);
    const features = recipe.features.length;
    const weights = spread(lstmWeightCount(features, recipe.hidden), 12).map((x) => 0.5 * x);
    const artefact: ModelArtefact = {
      format: 1,
      kind: 'lstm',
      features: recipe.features,
      lookback: recipe.lookback,
      horizon: recipe.horizon,
      hidden: recipe.hidden,
      scaler: dataset.scaler,
      target: dataset.target,
      weights,
      learnedUntil: 0,
      intervalMs: bars.intervalMs,
    };
    const column = atOnce(predictionsWork(newColumnStore(), bars, artefact));
    const trainer = new LstmTrainer(trainerOptions(dataset, recipe), freshState(weights));
    const batches = new WindowBatches(dataset, recipe.batch, recipe.seed);
    const { mean, scale } = dataset.target;
    let compared = 0;
    let furthest = 0;
    const outputs: number[] = [];
    for (const chosen of batches.inOrder('training').slice(0, 4)) {
      const tensor = atOnce(trainer.predict(batches.batch('training', chosen)));
      const values = tensor.dataSync();
      chosen.forEach((window, k) => {
        const end = dataset.parts.training.ends[window]!;
        const evaluated = (column[end]! - mean) / scale;
        furthest = Math.max(furthest, Math.abs(evaluated - values[k]!));
        outputs.push(values[k]!);
        compared += 1;
      });
      tensor.dispose();
    }
    trainer.dispose();
    expect(compared).toBe(1000);
    expect(furthest).toBeLessThan(1e-5);
    expect(Math.max(...outputs) - Math.min(...outputs)).toBeGreaterThan(0.1);
  },
);
