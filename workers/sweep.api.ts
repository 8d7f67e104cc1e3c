import type { SweepCellResult, SweepOutcome, SweepSpec } from '../lib/optimise/sweep-spec';

export type { SweepCellResult, SweepOutcome, SweepSpec };

export interface SweepProgress {
  readonly done: number;
  readonly total: number;
  readonly workers: number;
  /** Cells finished since the last call, in any order. */
  readonly cells: readonly SweepCellResult[];
  /** Index of the best cell so far (ties: the lowest index); null while none has a value. */
  readonly best: number | null;
}

/** A sweep under way on several workers. */
export interface SweepHandle {
  /** Resolves when every cell is done; rejects with a `CancelledError` after {@link cancel}. */
  readonly outcome: Promise<SweepOutcome>;
  /** Cells under way are finished; no further ones are begun. */
  pause(): void;
  resume(): void;
  /** Acts within 100 ms; what is done stays shown and counts as tried. */
  cancel(): void;
}

/**
 * Starts a sweep on min(cores, 8) workers; progress comes at most ten times a second. A spec that can't be swept
 * rejects `outcome` with a `ConfigError` naming the axis.
 */
export type StartSweep = (
  spec: SweepSpec,
  onProgress: (progress: SweepProgress) => void,
) => SweepHandle;
