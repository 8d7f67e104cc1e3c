import type { SweepWorker } from '../lib/optimise/sweep-worker';
import { type BridgeOptions, createClient } from './bridge';
import type { SweepApi } from './sweep.api';

/** A sweep's worker lives as long as the sweep; one that does not hear Cancel in time is ended. */
const lifetime: BridgeOptions = { idleMs: Number.POSITIVE_INFINITY, cancelGraceMs: 1000 };

/** Workers of one sweep, each in a thread of its own that starts at its first call. */
export function sweepWorkers(count: number, start: () => Worker): SweepWorker[] {
  return Array.from({ length: count }, () => {
    const threads: Worker[] = [];
    const client = createClient<SweepApi>(
      () => {
        const thread = start();
        threads.push(thread);
        return thread;
      },
      { open: 1, run: 2, overfitting: 2, setPaused: 1 },
      lifetime,
    );
    return {
      open: (spec, signal) => client.open(spec, { signal }),
      run: (from, to, signal) => client.run(from, to, { signal }),
      overfitting: (best, tables, signal) => client.overfitting(best, tables, { signal }),
      setPaused: (paused) => void client.setPaused(paused).catch(() => undefined),
      close: () => {
        for (const thread of threads) thread.terminate();
      },
    };
  });
}
