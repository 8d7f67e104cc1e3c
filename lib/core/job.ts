import { CancelledError } from './errors';

/** What a long job reports and asks. Progress is a fraction of the work, with what is being done in plain words. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

/** Handed to every long job: it reports, and yields between slices of at most 30 ms so that Cancel is heard. */
export interface JobControl {
  report(progress: JobProgress): void;
  /** Resolves after other messages were handled; throws {@link CancelledError} once the job was cancelled. */
  checkpoint(): Promise<void>;
}

/** For headless use and tests: reports nowhere, never cancelled. */
export const uncontrolled: JobControl = {
  report: () => undefined,
  checkpoint: async () => undefined,
};

/** A control that yields through `yieldTurn` and stops when the signal is aborted. */
export function createJobControl(
  signal: { readonly aborted: boolean },
  onProgress: (progress: JobProgress) => void,
  yieldTurn: () => Promise<void>,
): JobControl {
  return {
    report: onProgress,
    checkpoint: async () => {
      if (signal.aborted) throw new CancelledError();
      await yieldTurn();
      if (signal.aborted) throw new CancelledError();
    },
  };
}
