import { CancelledError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import type { Timing } from './timing';

/** How often Cancel is looked for while an answer is waited for, ms. */
const lookEveryMs = 50;

/**
 * Runs work that waits for others with a signal that is aborted once the job was cancelled.
 * @throws {CancelledError} then
 */
export async function untilCancelled<T>(
  control: JobControl,
  timing: Timing,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let isDone = false;
  let cancelled: CancelledError | null = null;
  const look = async (): Promise<void> => {
    if (isDone) return;
    try {
      await control.checkpoint();
      if (isDone) return;
      cancelLook = timing.after(lookEveryMs, () => void look());
    } catch (error) {
      cancelled = error instanceof CancelledError ? error : new CancelledError();
      stop.abort();
    }
  };
  let cancelLook = timing.after(lookEveryMs, () => void look());
  try {
    const result = await work(stop.signal);
    if (cancelled !== null) throw cancelled;
    return result;
  } catch (error) {
    throw cancelled ?? error;
  } finally {
    isDone = true;
    cancelLook();
  }
}
