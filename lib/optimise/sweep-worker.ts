import type { CellBatch } from './cell-batch';
import type { Overfitting } from './overfitting';
import type { SweepSpec } from './sweep-spec';
import type { TrialTable } from './trial-table';

/** Whose trials a sweep adds to. */
export interface SweepSubject {
  readonly strategy: string;
  readonly dataFingerprint: string;
}

/** One of the threads a sweep runs on. A thread that broke down rejects with an error named `WorkerError`. */
export interface SweepWorker {
  /** Loads the data. Again after it broke down, on a fresh thread. */
  open(spec: SweepSpec, signal: AbortSignal): Promise<SweepSubject>;
  /**
   * Runs cells `[from, to)`, after those it was asked for before. A thread that breaks down rejects all of them.
   */
  run(from: number, to: number, signal: AbortSignal): Promise<CellBatch>;
  overfitting(
    best: number | null,
    tables: readonly TrialTable[],
    signal: AbortSignal,
  ): Promise<Overfitting>;
  /** Holds what is under way until it is let go on. */
  setPaused(paused: boolean): void;
  /** Lets the thread end. */
  close(): void;
}

/** Where the trials of earlier runs are, and where those of this one go. */
export interface TrialRecords {
  earlier(subject: SweepSubject): Promise<TrialTable>;
  record(subject: SweepSubject, trials: TrialTable): Promise<void>;
}
