/** The time and timers of whoever runs a live feed or a download: of the browser, of Node, or of a test. */
export interface Timing {
  /** UTC epoch ms. */
  now(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** Resolves after `ms`, or at once when the signal is or gets aborted. */
export function waited(timing: Timing, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timing.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
