import { memory } from '@tensorflow/tfjs-core';
import { atOnce } from '../../lib/core/sliced-work';
import { initialiseKernels } from '../../lib/kernels/runtime';
import type { LstmShape } from '../../lib/models/training/lstm-shape';
import { cpuBackend, wasmBackend } from '../../lib/models/training/open-backend';
import { webgpuBackend } from '../../workers/training-backends';
import { toyBatch, toyTrainer } from './training-windows';

/** What a page of the tests can do with the trainer. */
export interface TrainingProbe {
  /** Losses and times of steps on a backend, and the tensors that are left when its trainer is gone. */
  steps(
    backend: 'webgpu' | 'wasm' | 'cpu',
    shape: LstmShape,
    windows: number,
    count: number,
  ): Promise<{
    readonly isReady: boolean;
    readonly note: string;
    readonly losses: readonly number[];
    readonly ms: readonly number[];
    readonly leftTensors: number;
  }>;
  /** Whether WebGPU would be taken for a training, and why not. */
  webgpu(): Promise<{ readonly isReady: boolean; readonly note: string }>;
}

const sources = {
  webgpu: webgpuBackend(true),
  wasm: wasmBackend('/tfwasm/'),
  cpu: cpuBackend(),
};

const probe: TrainingProbe = {
  async steps(backend, shape, windows, count) {
    const { isReady, note } = await sources[backend].open();
    if (!isReady) return { isReady, note, losses: [], ms: [], leftTensors: 0 };
    const response = await fetch('/wasm/lookback.wasm');
    await initialiseKernels(new Uint8Array(await response.arrayBuffer()));
    const before = memory().numTensors;
    const trainer = toyTrainer(shape, windows);
    const losses: number[] = [];
    const ms: number[] = [];
    for (let step = 0; step < count; step++) {
      const batch = toyBatch(shape, windows, step + 1);
      const startedAt = performance.now();
      const loss = atOnce(trainer.step(batch));
      losses.push((await loss.data())[0]!);
      ms.push(performance.now() - startedAt);
      loss.dispose();
    }
    trainer.dispose();
    return { isReady, note, losses, ms, leftTensors: memory().numTensors - before };
  },
  webgpu: () => webgpuBackend().open(),
};

Object.assign(globalThis, { probe });
