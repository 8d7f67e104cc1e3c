import type { JobControl } from './job';

/**
 * Long work that can be interrupted: a generator that now and then yields how many values it has visited since it
 * last did, and returns its result. A value stands for about 10 ns; dearer steps count as several. What drives it
 * decides where to pause, so that one piece of code serves both who waits and who must stay able to hear Cancel.
 */
export type SlicedWork<T> = Generator<number, T, void>;

/** Values visited between two checkpoints: about 5 ms, and under 30 ms on a slow or busy machine. */
export const sliceValues = 500_000;

/** Values a loop visits between two yields, where one takes about 10 ns. */
export const stepValues = 131_072;

/** The whole work in one go. */
export function atOnce<T>(work: SlicedWork<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The work with a checkpoint after every slice; work of less than one slice has none.
 * @throws {CancelledError} once the job was cancelled
 */
export async function inSlices<T>(work: SlicedWork<T>, control: JobControl): Promise<T> {
  let visited = 0;
  try {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      visited += step.value;
      if (visited < sliceValues) continue;
      visited = 0;
      await control.checkpoint();
    }
  } finally {
    // Work that is left in the middle frees what it holds.
    work.return(undefined as never);
  }
}
