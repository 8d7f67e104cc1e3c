import { expect, test } from '@playwright/test';
import { atOnce } from '../../lib/core/sliced-work';
import { wasmBackend } from '../../lib/models/training/open-backend';
import { loadKernels } from '../support/kernels';
import { openTrainingPage, type TrainingPage } from '../support/training-page';
import { toyBatch, toyTrainer } from '../support/training-windows';

const shape = { features: 3, lookback: 12, hidden: 8 };
const windows = 16;
const steps = 3;

let page: TrainingPage;

test.beforeAll(async () => {
  page = await openTrainingPage();
});
test.afterAll(() => page.close());

async function lossesInNode(): Promise<number[]> {
  await loadKernels();
  await wasmBackend(null).open();
  const trainer = toyTrainer(shape, windows);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = atOnce(trainer.step(toyBatch(shape, windows, step + 1)));
    losses.push((await loss.data())[0]!);
    loss.dispose();
  }
  trainer.dispose();
  return losses;
}

test('a network trains alike on webgpu, wasm and cpu, to 1e-5 a step', async () => {
  test.setTimeout(90_000);
  const wasm = await page.ask('steps', 'wasm', shape, windows, steps);
  const cpu = await page.ask('steps', 'cpu', shape, windows, steps);
  const webgpu = await page.ask('steps', 'webgpu', shape, windows, steps);
  console.log(`webgpu (software) ${webgpu.ms.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  for (const other of [cpu, webgpu]) {
    expect(other.losses).toHaveLength(steps);
    other.losses.forEach((loss, step) => {
      expect(Math.abs(loss - wasm.losses[step]!)).toBeLessThan(1e-5);
    });
  }
  for (const each of [wasm, cpu, webgpu]) expect(each.leftTensors).toBe(0);
  // Nothing was computed on a pipeline the device had refused: that would go on with wrong numbers in silence.
  expect(page.console.filter((line) => /Invalid ComputePipeline/i.test(line))).toEqual([]);
  // The module is the same in the browser and on the command line, so its numbers are.
  expect(wasm.losses).toEqual(await lossesInNode());
});

test('software in place of a graphics processor is not taken for a training', async () => {
  const { isReady, note } = await page.ask('webgpu');
  expect(isReady).toBe(false);
  expect(note).toContain('slower than WebAssembly');
});
