import { getBackend, memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../lib/core/errors';
import { uncontrolled } from '../../../../lib/core/job';
import { chooseBackend } from '../../../../lib/models/training/choose-backend';
import {
  type BackendSource,
  cpuBackend,
  wasmBackend,
} from '../../../../lib/models/training/open-backend';
import { firstCheckpoint, trainEpochs } from '../../../../lib/models/training/train-epochs';
import type { TrainingStep } from '../../../../lib/models/training/training-step';
import type { TrainingCheckpoint } from '../../../../lib/models/training/training-store';
import { loadKernels } from '../../../support/kernels';
import { recipeOf, toyWindows } from '../../../support/training-windows';

const windows = toyWindows(2, 4, { training: 150, validation: 50 });
const recipe = recipeOf({ lookback: 4, horizon: 1, hidden: 4, epochs: 5, batch: 32, seed: 11 });

/** Trains on the backend that is set; stops by throwing at the given checkpoint of the job. */
async function train(
  from: TrainingCheckpoint = firstCheckpoint(windows, recipe, 'cpu', []),
  how: {
    readonly epochs?: number;
    readonly patience?: number;
    readonly learningRate?: number;
    readonly cancelAfter?: number;
  } = {},
) {
  const kept: TrainingCheckpoint[] = [];
  const steps: TrainingStep[] = [];
  let clock = 0;
  const last = await trainEpochs(windows, { ...recipe, ...how }, from, {
    control: uncontrolled,
    now: () => {
      clock += 7;
      return clock;
    },
    step: (step) => steps.push(step),
    keep: async (checkpoint) => {
      kept.push(structuredClone(checkpoint));
      if (kept.length === how.cancelAfter) throw new CancelledError();
    },
  });
  return { last, kept, steps };
}

beforeAll(loadKernels);

describe.each([
  ['cpu', cpuBackend()],
  ['wasm', wasmBackend(null)],
] as const)('A training on %s', (_, source) => {
  beforeAll(async () => void (await source.open()));

  it('has the same losses again for the same seed, and others for another', async () => {
    const { last } = await train();
    expect((await train()).last.losses).toEqual(last.losses);
    const other = { ...recipe, seed: 12 };
    const apart = await trainEpochs(windows, other, firstCheckpoint(windows, other, 'cpu', []), {
      control: uncontrolled,
      now: () => 0,
      step: () => undefined,
      keep: async () => undefined,
    });
    expect(apart.losses).not.toEqual(last.losses);
  });

  it('taken up after any epoch has exactly the losses of one that was never interrupted', async () => {
    const { last, kept } = await train();
    for (const checkpoint of [kept[0]!, kept[2]!]) {
      const resumed = await train(checkpoint);
      expect(resumed.last.losses).toEqual(last.losses);
      expect(resumed.last.best).toEqual(last.best);
      expect(resumed.last.state).toEqual(last.state);
    }
  });

  it('learns what follows from the features', async () => {
    const { last } = await train(undefined, { epochs: 30, patience: 30, learningRate: 0.02 });
    expect(last.losses.at(-1)!.training).toBeLessThan(last.losses[0]!.training / 2);
  });

  it('keeps the weights of the best epoch and stops after the patience', async () => {
    const { last, kept, steps } = await train(undefined, { epochs: 300, patience: 3 });
    const least = Math.min(...last.losses.map((loss) => loss.validation));
    expect(last.losses[last.best.epoch - 1]!.validation).toBe(least);
    expect(last.losses.length).toBe(last.best.epoch + 3);
    expect(last.losses.length).toBeLessThan(300);
    expect(kept[last.best.epoch - 1]!.state.weights).toEqual(last.best.weights);
    const told = steps.filter((step) => step.kind === 'epoch');
    expect(told.map((step) => step.loss)).toEqual(last.losses);
    expect(told.filter((step) => step.isBest).at(-1)!.loss.epoch).toBe(last.best.epoch);
  });

  it('leaves no tensor behind, done or interrupted', async () => {
    const before = memory().numTensors;
    await train();
    expect(memory().numTensors).toBe(before);
    await expect(train(undefined, { cancelAfter: 2 })).rejects.toThrow(CancelledError);
    expect(memory().numTensors).toBe(before);
  });
});

describe('A training that is cancelled', () => {
  it('stops in the middle of a step, at the next of its many pieces', async () => {
    await wasmBackend(null).open();
    const large = toyWindows(24, 64, { training: 600, validation: 64 });
    const wide = recipeOf({ lookback: 64, hidden: 64, batch: 256 });
    const trainUpTo = async (pieces: number) => {
      let heard = 0;
      const steps: TrainingStep[] = [];
      const work = trainEpochs(large, wide, firstCheckpoint(large, wide, 'wasm', []), {
        control: {
          report: () => undefined,
          checkpoint: async () => {
            heard += 1;
            if (heard === pieces) throw new CancelledError();
          },
        },
        now: () => 0,
        step: (step) => steps.push(step),
        keep: async () => undefined,
      });
      await expect(work).rejects.toThrow(CancelledError);
      return { heard, steps };
    };
    const before = memory().numTensors;
    // One step of 64 bars there and back: a piece is a bar or two of it.
    const { heard, steps } = await trainUpTo(30);
    expect(heard).toBe(30);
    expect(steps).toEqual([]);
    expect(memory().numTensors).toBe(before);
  });
});

describe('The choice of a backend', () => {
  /** Each look at the clock takes so many milliseconds on the backend that is set. */
  const ground = (costs: Readonly<Record<string, number>>) => {
    let ms = 0;
    return {
      windows,
      recipe,
      control: uncontrolled,
      now: () => {
        ms += costs[getBackend()] ?? 1;
        return ms;
      },
    };
  };
  const choose = (sources: readonly BackendSource[], costs: Readonly<Record<string, number>>) =>
    chooseBackend(sources, {
      ...ground(costs),
      state: firstCheckpoint(windows, recipe, 'cpu', []).state,
      onTrial: () => undefined,
    });
  const missing: BackendSource = {
    backend: 'webgpu',
    open: async () => ({ isReady: false, note: 'Software adapter.' }),
  };

  it.each([
    { costs: { cpu: 3, wasm: 2 }, fastest: 'wasm' },
    { costs: { cpu: 2, wasm: 3 }, fastest: 'cpu' },
  ])(
    'takes the fastest of those measured and says why another is not to be had: $fastest',
    async (given) => {
      const before = memory().numTensors;
      const sources = [missing, wasmBackend(null), cpuBackend()];
      const { backend, trials } = await choose(sources, given.costs);
      expect(trials.map((trial) => trial.backend)).toEqual(['webgpu', 'wasm', 'cpu']);
      expect(trials[0]).toEqual({ backend: 'webgpu', stepMs: null, note: 'Software adapter.' });
      expect(trials.slice(1).every((trial) => trial.stepMs !== null)).toBe(true);
      expect(backend).toBe(given.fastest);
      expect(getBackend()).toBe(given.fastest);
      expect(memory().numTensors).toBe(before);
    },
  );

  it('gives up one that is many times slower, in the middle of its first step', async () => {
    const wide = toyWindows(24, 48, { training: 400, validation: 64 });
    const large = recipeOf({ lookback: 48, hidden: 64, batch: 256 });
    const before = memory().numTensors;
    const { backend, trials } = await chooseBackend([wasmBackend(null), cpuBackend()], {
      ...ground({ wasm: 40, cpu: 8000 }),
      windows: wide,
      recipe: large,
      state: firstCheckpoint(wide, large, 'cpu', []).state,
      onTrial: () => undefined,
    });
    expect(backend).toBe('wasm');
    expect(trials[1]).toEqual({
      backend: 'cpu',
      stepMs: null,
      note: 'Slower than another; not measured to the end.',
    });
    expect(memory().numTensors).toBe(before);
  });

  it('is an error where nothing is to be had', async () => {
    await expect(choose([missing], {})).rejects.toThrow(/Nothing in this browser can train/);
  });
});
