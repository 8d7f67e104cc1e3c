import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../lib/core/errors';
import { atOnce, inSlices, type SlicedWork, sliceValues } from '../../../lib/core/sliced-work';

function* counting(steps: number, values: number, seen: number[] = []): SlicedWork<string> {
  for (let k = 0; k < steps; k++) {
    seen.push(k);
    yield values;
  }
  return 'done';
}

const control = (checkpoint: () => void) => ({
  report: () => undefined,
  checkpoint: async () => checkpoint(),
});

describe('Work in slices', () => {
  it('gives the same result at once and in slices', async () => {
    expect(atOnce(counting(5, 1e9))).toBe('done');
    expect(
      await inSlices(
        counting(5, 1e9),
        control(() => undefined),
      ),
    ).toBe('done');
  });

  it('has no checkpoint in less than one slice', async () => {
    let heard = 0;
    await inSlices(
      counting(9, (sliceValues - 1) / 9),
      control(() => heard++),
    );
    expect(heard).toBe(0);
  });

  it('has one after every slice, however the values come', async () => {
    for (const steps of [20, 200, 2000]) {
      let heard = 0;
      await inSlices(
        counting(steps, (10 * sliceValues) / steps),
        control(() => heard++),
      );
      expect(heard).toBe(10);
    }
  });

  it('goes no further once a checkpoint was told to stop', async () => {
    const seen: number[] = [];
    const stop = control(() => {
      throw new CancelledError();
    });
    await expect(inSlices(counting(9, sliceValues / 2, seen), stop)).rejects.toThrow(
      CancelledError,
    );
    expect(seen).toEqual([0, 1]);
  });
});
