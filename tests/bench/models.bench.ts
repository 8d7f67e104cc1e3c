import { CancelledError } from '../../lib/core/errors';
import { createJobControl, uncontrolled } from '../../lib/core/job';
import { atOnce } from '../../lib/core/sliced-work';
import { chooseBackend } from '../../lib/models/training/choose-backend';
import {
  type BackendSource,
  cpuBackend,
  wasmBackend,
} from '../../lib/models/training/open-backend';
import { firstCheckpoint, trainEpochs } from '../../lib/models/training/train-epochs';
import { loadKernels } from '../support/kernels';
import { openTrainingPage } from '../support/training-page';
import { recipeOf, toyBatch, toyTrainer, toyWindows } from '../support/training-windows';
import type { BenchReport } from './bench-report';

/** The network of the row: 24 features over 32 bars into 32 units, 64 windows a step. */
const shape = { features: 24, lookback: 32, hidden: 32 };
const windows = 64;
/** PyTorch 1.13 on one thread of the reference machine. */
const pytorchMs = 7.1;
const barMs = 4 * pytorchMs;

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

interface Row {
  readonly name: string;
  readonly host: 'Node' | 'Chromium';
  readonly ms: readonly number[];
  readonly bar: number | null;
  readonly peer?: string;
  readonly peerValue?: number;
}

function addRow(report: BenchReport, { name, host, ms, bar, peer, peerValue }: Row): void {
  report.add({
    section: '6',
    name,
    host,
    unit: 'ms',
    median: middle(ms),
    min: Math.min(...ms),
    max: Math.max(...ms),
    bar,
    barKind: 'max',
    peer: peer ?? null,
    peerValue: peerValue ?? null,
    ratio: null,
    pass: null,
    absolute: true,
  });
}

/** A row of training steps; only the fastest backend that every machine has is held to the bar. */
function add(
  report: BenchReport,
  host: 'Node' | 'Chromium',
  backend: string,
  ms: readonly number[],
  isHeld: boolean,
): void {
  addRow(report, {
    name: `LSTM 24→32→1, a training step of 64×32×24, ${backend}`,
    host,
    ms,
    bar: isHeld ? barMs : null,
    peer: 'PyTorch 1.13, one thread, once',
    peerValue: pytorchMs,
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

/** ms from Cancel to the end of a training of large steps, asked for at so many ms after its beginning. */
async function cancelled(afterMs: number): Promise<number> {
  const data = toyWindows(24, 64, { training: 600, validation: 64 });
  const recipe = recipeOf({ lookback: 64, hidden: 64, batch: 256 });
  const signal = { aborted: false };
  let askedAt = Number.NaN;
  setTimeout(() => {
    askedAt = performance.now();
    signal.aborted = true;
  }, afterMs);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const control = createJobControl(signal, () => undefined, turn);
  try {
    await trainEpochs(data, recipe, firstCheckpoint(data, recipe, 'wasm', []), {
      control,
      now: () => performance.now(),
      step: () => undefined,
      keep: async () => undefined,
    });
  } catch (error) {
    if (error instanceof CancelledError) return performance.now() - askedAt;
    throw error;
  }
  throw new Error('The training was over before it was cancelled.');
}

/** ms of the choice among the backends that Node has. */
async function chosen(): Promise<number> {
  const data = toyWindows(2, 4, { training: 150, validation: 50 });
  const recipe = recipeOf({ lookback: 4, horizon: 1, hidden: 4, epochs: 5, batch: 32 });
  const startedAt = performance.now();
  await chooseBackend([wasmBackend(null), cpuBackend()], {
    windows: data,
    recipe,
    state: firstCheckpoint(data, recipe, 'cpu', []).state,
    control: uncontrolled,
    now: () => performance.now(),
    onTrial: () => undefined,
  });
  return performance.now() - startedAt;
}

async function repeated(
  report: BenchReport,
  count: number,
  measure: (k: number) => Promise<number>,
): Promise<number[]> {
  const ms: number[] = [];
  for (let k = 0; k < count; k++) {
    report.besideMachine();
    ms.push(await measure(k));
  }
  return ms;
}

/** §6: training steps of the LSTM on each backend that is there, and how long a training keeps one waiting. */
export async function benchModels(report: BenchReport): Promise<void> {
  await loadKernels();
  add(report, 'Node', 'wasm', await inNode(report, wasmBackend(null), 40), true);
  add(report, 'Node', 'cpu', await inNode(report, cpuBackend(), 5), false);
  addRow(report, {
    name: 'Choice among backends',
    host: 'Node',
    ms: await repeated(report, 3, chosen),
    bar: 2000,
  });
  await wasmBackend(null).open();
  addRow(report, {
    name: 'Cancel in the middle of a training step of 256×64×24 into 64, wasm',
    host: 'Node',
    ms: await repeated(report, 7, (k) => cancelled(150 + 37 * k)),
    bar: 1000,
  });
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
