import { KernelError } from '../lib/core/errors';
import type { JobControl } from '../lib/core/job';
import type { CellBench } from '../lib/optimise/cell-bench';
import { SweepJob } from '../lib/optimise/sweep-job';
import { DataLoader, type DataSources } from '../lib/storage';
import { moving, type Served } from './serve';
import type { SweepApi } from './sweep.api';

/** What a sweep worker takes from the platform. */
export interface SweepServices {
  loadKernels(): Promise<void>;
  readonly sources: DataSources;
  /** Monotonic milliseconds. */
  now(): number;
  /** Resolves after about that many milliseconds. */
  wait(ms: number): Promise<void>;
}

/** How often a job that is held looks whether it may go on. */
const heldMs = 20;

/** The sweep API over the library. */
export function createSweepService({
  loadKernels,
  sources,
  now,
  wait,
}: SweepServices): Served<SweepApi> {
  const loader = new DataLoader(sources);
  let job: SweepJob | null = null;
  /** Kept for the next sweep, until the thread ends. */
  let bench: CellBench | null = null;
  let isPaused = false;

  const opened = (): SweepJob => {
    if (job !== null) return job;
    throw new KernelError('No sweep was opened on this worker.', 'sweep');
  };
  /** Holds at checkpoints while paused; Cancel is heard all the same. */
  const holding = (control: JobControl): JobControl => ({
    report: () => undefined,
    checkpoint: async () => {
      await control.checkpoint();
      while (isPaused) {
        await wait(heldMs);
        await control.checkpoint();
      }
    },
  });

  return {
    async open(spec, control) {
      job = null;
      await loadKernels();
      const { bars } = await loader.load(spec.data, control);
      const extra = await loader.loadExtra(spec.base, control);
      job = await SweepJob.open(spec, bars, extra, control, now, bench);
      bench = job.bench;
      return { strategy: spec.base.strategy.id, dataFingerprint: job.dataFingerprint };
    },
    async run(from, to, control) {
      const batch = await opened().run(from, to, holding(control));
      return moving(batch, [batch.figures.buffer, batch.runIds.buffer]);
    },
    overfitting: (best, tables, control) => opened().overfitting(best, tables, control),
    async setPaused(paused) {
      isPaused = paused;
    },
    async close() {
      job = null;
    },
  };
}
