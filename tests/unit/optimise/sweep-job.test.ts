import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../lib/core/errors';
import { type JobControl, uncontrolled } from '../../../lib/core/job';
import type { Bars } from '../../../lib/market/bars';
import { SweepJob } from '../../../lib/optimise/sweep-job';
import type { SweepSpec } from '../../../lib/optimise/sweep-spec';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/kernels';

let few: Bars;
let many: Bars;
beforeAll(async () => {
  await loadKernels();
  few = await walkBars(900, 3);
  many = await walkBars(700_000, 3);
});

const cells = 40;

const specOf = (id: string, path: string): SweepSpec => ({
  data: { kind: 'sample', id: 'any' },
  base: { strategy: { id, params: {} } },
  axes: [{ path, values: Array.from({ length: cells }, (_, k) => k + 5) }],
  objective: 'sharpe',
});

/** By the kernel for crosses, and by sessions of their own. */
const specs = [
  specOf('sma-cross', 'strategy.params.fast'),
  specOf('donchian-breakout', 'strategy.params.entryBars'),
];

/** Counts checkpoints, and is cancelled at the given one. */
function cancelledAt(limit: number): { control: JobControl; heard: () => number } {
  let heard = 0;
  const control: JobControl = {
    report: () => undefined,
    checkpoint: async () => {
      heard += 1;
      if (heard === limit) throw new CancelledError();
    },
  };
  return { control, heard: () => heard };
}

describe.each(specs)('Cancel during the cells of a sweep: $base.strategy.id', (spec) => {
  it('is heard every 10 ms of short cells', async () => {
    let ms = 0;
    // Every cell takes 4 ms by this clock.
    const job = await SweepJob.open(spec, few, {}, uncontrolled, () => {
      ms += 4;
      return ms;
    });
    const whole = cancelledAt(0);
    ms = 0;
    await job.run(0, cells, whole.control);
    // One before the first cell, then after every third.
    expect(whole.heard()).toBe(1 + Math.floor((cells - 1) / 3));
    ms = 0;
    const { control, heard } = cancelledAt(4);
    await expect(job.run(0, cells, control)).rejects.toThrow(CancelledError);
    expect(heard()).toBe(4);
    // Nine cells with a look at the clock each, one at the start and two after checkpoints.
    expect(ms).toBe(4 * (9 + 1 + 2));
  });

  it('is heard in the middle of a long cell', async () => {
    const job = await SweepJob.open(spec, many, {}, uncontrolled, () => 0);
    const whole = cancelledAt(0);
    await job.run(0, 1, whole.control);
    expect(whole.heard()).toBeGreaterThan(1);
    for (const limit of [2, whole.heard()]) {
      const { control, heard } = cancelledAt(limit);
      await expect(job.run(0, 1, control)).rejects.toThrow(CancelledError);
      expect(heard()).toBe(limit);
    }
    expect((await job.run(0, 1, uncontrolled)).figures.length).toBeGreaterThan(0);
  });
});
