import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../lib/core/errors';
import { atOnce, inSlices } from '../../../../lib/core/sliced-work';
import { lstmWeightCount } from '../../../../lib/models/model-artefact';
import { parametersFrom, weightsFrom } from '../../../../lib/models/training/lstm-shape';
import { freshState, LstmTrainer } from '../../../../lib/models/training/lstm-trainer';
import { cpuBackend, wasmBackend } from '../../../../lib/models/training/open-backend';
import { referenceLoss, referenceOutput } from '../../../reference/reference-lstm';
import { loadKernels } from '../../../support/kernels';
import { spread, toyBatch, toyTrainer } from '../../../support/training-windows';

const shape = { features: 3, lookback: 5, hidden: 4 };
const windows = 6;
const weights = spread(lstmWeightCount(shape.features, shape.hidden), 9).map((x) => 0.7 * x);
const trainerOf = (loss: 'mse' | 'huber') =>
  new LstmTrainer({ shape, batch: windows, loss, learningRate: 0.01 }, freshState(weights));

beforeAll(loadKernels);

describe.each([
  ['cpu', cpuBackend()],
  ['wasm', wasmBackend(null)],
] as const)('LSTM on %s', (_, source) => {
  beforeAll(async () => {
    expect((await source.open()).isReady).toBe(true);
  });

  it.each(['mse', 'huber'] as const)(
    'has the gradient of the %s loss that differences show',
    async (kind) => {
      const batch = toyBatch(shape, windows);
      const trainer = trainerOf(kind);
      const gradients = atOnce(trainer.gradients(batch));
      const found = weightsFrom(
        {
          cell: gradients.cell.dataSync() as Float32Array,
          head: gradients.head.dataSync() as Float32Array,
        },
        shape,
      );
      expect(gradients.loss.dataSync()[0]).toBeCloseTo(
        referenceLoss(shape, kind, weights, batch),
        5,
      );
      const step = 1e-5;
      const moved = Float64Array.from(weights);
      found.forEach((slope, k) => {
        const at = moved[k]!;
        moved[k] = at + step;
        const above = referenceLoss(shape, kind, moved, batch);
        moved[k] = at - step;
        const below = referenceLoss(shape, kind, moved, batch);
        moved[k] = at;
        expect(Math.abs(slope - (above - below) / (2 * step))).toBeLessThan(2e-6);
      });
      for (const each of [gradients.loss, gradients.cell, gradients.head]) each.dispose();
      trainer.dispose();
    },
  );

  it('predicts what the formulas say', async () => {
    const batch = toyBatch(shape, windows);
    const trainer = trainerOf('mse');
    const outputs = atOnce(trainer.predict(batch));
    const width = shape.features + 1;
    [...outputs.dataSync()].forEach((value, k) => {
      const wanted = referenceOutput(
        shape,
        weights,
        (bar, index) => batch.inputs[(bar * windows + k) * width + index]!,
      );
      expect(value).toBeCloseTo(wanted, 5);
    });
    outputs.dispose();
    trainer.dispose();
  });

  it('learns: the loss of a batch falls', async () => {
    const trainer = toyTrainer(shape, windows);
    const batch = toyBatch(shape, windows);
    const losses: number[] = [];
    for (let step = 0; step < 60; step++) {
      const loss = atOnce(trainer.step(batch));
      losses.push((await loss.data())[0]!);
      loss.dispose();
    }
    trainer.dispose();
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 4);
  });

  it('leaves no tensor behind, step after step and when it ends', async () => {
    const before = memory().numTensors;
    const trainer = toyTrainer(shape, windows);
    const batch = toyBatch(shape, windows);
    const counts: number[] = [];
    for (let step = 0; step < 5; step++) {
      atOnce(trainer.step(batch)).dispose();
      atOnce(trainer.loss(batch)).dispose();
      atOnce(trainer.predict(batch)).dispose();
      counts.push(memory().numTensors);
    }
    expect(new Set(counts).size).toBe(1);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind when a step is cancelled in the middle', async () => {
    const large = { features: 8, lookback: 24, hidden: 32 };
    const before = memory().numTensors;
    const trainer = toyTrainer(large, 128);
    const during = memory().numTensors;
    let checkpoints = 0;
    const work = inSlices(trainer.step(toyBatch(large, 128)), {
      report: () => undefined,
      checkpoint: async () => {
        checkpoints += 1;
        if (checkpoints === 2) throw new CancelledError();
      },
    });
    await expect(work).rejects.toThrow(CancelledError);
    expect(memory().numTensors).toBe(during);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('goes on from another trainer’s state with the same bits', async () => {
    const batches = [1, 2, 3, 4].map((seed) => toyBatch(shape, windows, seed));
    const run = async (trainer: LstmTrainer, from: number, to: number) => {
      const losses: number[] = [];
      for (const batch of batches.slice(from, to)) {
        const loss = atOnce(trainer.step(batch));
        losses.push((await loss.data())[0]!);
        loss.dispose();
      }
      return losses;
    };
    const whole = toyTrainer(shape, windows);
    const losses = await run(whole, 0, 4);
    const first = toyTrainer(shape, windows);
    await run(first, 0, 2);
    const options = { shape, batch: windows, loss: 'mse' as const, learningRate: 0.01 };
    const second = new LstmTrainer(options, structuredClone(await first.state()));
    expect(await run(second, 2, 4)).toEqual(losses.slice(2));
    expect((await second.state()).weights).toEqual((await whole.state()).weights);
    for (const trainer of [whole, first, second]) trainer.dispose();
  });
});

it('agrees on cpu and wasm to 1e-5 over three steps', async () => {
  const size = { features: 6, lookback: 32, hidden: 8 };
  const losses: number[][] = [];
  for (const source of [cpuBackend(), wasmBackend(null)]) {
    await source.open();
    const trainer = toyTrainer(size, 64);
    const own: number[] = [];
    for (let step = 0; step < 3; step++) {
      const loss = atOnce(trainer.step(toyBatch(size, 64, step + 1)));
      own.push((await loss.data())[0]!);
      loss.dispose();
    }
    trainer.dispose();
    losses.push(own);
  }
  losses[0]!.forEach((loss, step) => {
    expect(Math.abs(loss - losses[1]![step]!)).toBeLessThan(1e-5);
  });
});

it('turns weights into what training holds and back', () => {
  expect(weightsFrom(parametersFrom(weights, shape), shape)).toEqual(weights);
});
