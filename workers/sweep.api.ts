import type { CellBatch } from '../lib/optimise/cell-batch';
import type { CellTable } from '../lib/optimise/cell-table';
import type { Overfitting } from '../lib/optimise/overfitting';
import type { SweepOutcome } from '../lib/optimise/sweep-outcome';
import type { CellRange, SweepHandle, SweepProgress } from '../lib/optimise/sweep-run';
import type { SweepSpec } from '../lib/optimise/sweep-spec';
import type { SweepSubject } from '../lib/optimise/sweep-worker';
import type { TrialTable } from '../lib/optimise/trial-table';

export type { CellRange, CellTable, SweepHandle, SweepOutcome, SweepProgress, SweepSpec };

/**
 * Starts a sweep on min(cores, 8) workers; progress comes at most ten times a second. A spec that can't be swept
 * rejects `outcome` with a `ConfigError` naming the axis. Every cell that was run is counted as tried.
 */
export type StartSweep = (
  spec: SweepSpec,
  onProgress: (progress: SweepProgress) => void,
) => SweepHandle;

/** One sweep worker, as the pool calls it. */
export interface SweepApi {
  /** Loads the data of a sweep; the other methods are of the one opened last. */
  open(spec: SweepSpec): Promise<SweepSubject>;
  run(from: number, to: number): Promise<CellBatch>;
  overfitting(best: number | null, tables: readonly TrialTable[]): Promise<Overfitting>;
  setPaused(paused: boolean): Promise<void>;
  /** Lets go of the sweep opened last; the worker stays ready for another. */
  close(): Promise<void>;
}
