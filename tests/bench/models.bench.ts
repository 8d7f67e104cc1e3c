import { atOnce } from '../../lib/core/sliced-work';
import {
  type BackendSource,
  cpuBackend,
  wasmBackend,
} from '../../lib/models/training/open-backend';
import { loadKernels } from '../support/kernels';
import { openTrainingPage } from '../support/training-page';
import { toyBatch, toyTrainer } from '../support/training-windows';
import type { BenchReport } from './bench-report';

/** The network of the row: 24 features over 32 bars into 32 units, 64 windows a step. */
const shape = { features: 24, lookback: 32, hidden: 32 };
const windows = 64;
/** PyTorch 1.13 on one thread of the reference machine. */
const pytorchMs = 7.1;
const barMs = 4 * pytorchMs;

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** One row; only the fastest backend that every machine has is held to the bar. */
function add(
  report: BenchReport,
  host: 'Node' | 'Chromium',
  backend: string,
  ms: readonly number[],
  isHeld: boolean,
): void {
  report.add({
    section: '6',
    name: `LSTM 24→32→1, a training step of 64×32×24, ${backend}`,
    host,
    unit: 'ms',
    median: middle(ms),
    min: Math.min(...ms),
    max: Math.max(...ms),
    bar: isHeld ? barMs : null,
    barKind: 'max',
    peer: 'PyTorch 1.13, one thread, once',
    peerValue: pytorchMs,
    ratio: null,
    pass: null,
    absolute: true,
  });
}

async function inNode(
  report: BenchReport,
  source: BackendSource,
  count: number,
): Promise<number[]> {
  await source.open();
  const trainer = toyTrainer(shape, windows);
  const ms: number[] = [];
  for (let step = -3; step < count; step++) {
    if (step % 8 === 0) report.besideMachine();
    const batch = toyBatch(shape, windows, step + 4);
    const startedAt = performance.now();
    const loss = atOnce(trainer.step(batch));
    await loss.data();
    if (step >= 0) ms.push(performance.now() - startedAt);
    loss.dispose();
  }
  trainer.dispose();
  return ms;
}

/** §6: training steps of the LSTM on each backend that is there. */
export async function benchModels(report: BenchReport): Promise<void> {
  await loadKernels();
  add(report, 'Node', 'wasm', await inNode(report, wasmBackend(null), 40), true);
  add(report, 'Node', 'cpu', await inNode(report, cpuBackend(), 5), false);
  const page = await openTrainingPage();
  try {
    report.besideMachine();
    const wasm = await page.ask('steps', 'wasm', shape, windows, 43);
    report.besideMachine();
    add(report, 'Chromium', 'wasm', wasm.ms.slice(3), true);
    // Shaders are compiled in the first step.
    const webgpu = await page.ask('steps', 'webgpu', shape, windows, 3);
    report.besideMachine();
    if (webgpu.isReady) {
      const adapter = webgpu.note === '' ? 'webgpu' : 'webgpu on a software adapter';
      add(report, 'Chromium', adapter, webgpu.ms.slice(1), false);
    }
  } finally {
    await page.close();
  }
}
