import { beforeAll, describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../lib/core/job';
import type { Bars } from '../../../lib/market/bars';
import { CellTable } from '../../../lib/optimise/cell-table';
import { SweepJob } from '../../../lib/optimise/sweep-job';
import type { SweepCellResult, SweepSpec } from '../../../lib/optimise/sweep-spec';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/kernels';

let bars: Bars;
let others: Bars;
beforeAll(async () => {
  await loadKernels();
  bars = await walkBars(900, 3);
  others = await walkBars(900, 4);
});

/** By the kernel for crosses, and by sessions of their own. */
const strategies = ['sma-cross', 'donchian-breakout'];

const specOf = (id: string, values: readonly number[], split: number | null = null): SweepSpec => ({
  data: { kind: 'sample', id: 'any' },
  base: { strategy: { id, params: {} }, period: { split } },
  axes: [
    id === 'sma-cross'
      ? { path: 'strategy.params.fast', values }
      : { path: 'strategy.params.entryBars', values },
  ],
  objective: 'sharpe',
});

async function swept(
  spec: SweepSpec,
  data: Bars,
  before: SweepJob | null,
): Promise<{ job: SweepJob; cells: (SweepCellResult | null)[] }> {
  const job = await SweepJob.open(spec, data, {}, uncontrolled, () => 0, before?.bench ?? null);
  const table = new CellTable(spec.axes[0]!.values.length);
  table.put(await job.run(0, table.length, uncontrolled));
  return { job, cells: table.all() };
}

describe('The bench of a sweep', () => {
  it.each(strategies)('serves the next over the same bars, with the same cells: %s', async (id) => {
    const first = await swept(specOf(id, [5, 10, 20]), bars, null);
    const next = specOf(id, [10, 20, 30, 40]);
    const second = await swept(next, bars, first.job);
    expect(second.job.bench).toBe(first.job.bench);
    expect(second.cells).toEqual((await swept(next, bars, null)).cells);
    expect(second.cells.every((cell) => cell!.figures !== null)).toBe(true);
  });

  it.each(strategies)('is left for a new one over other bars, or fewer: %s', async (id) => {
    const first = await swept(specOf(id, [5, 10, 20]), bars, null);
    const split = specOf(id, [5, 10, 20], bars.time[600]!);
    const part = await swept(split, bars, first.job);
    expect(part.job.bench).not.toBe(first.job.bench);
    expect(part.cells).toEqual((await swept(split, bars, null)).cells);
    expect(part.cells).not.toEqual(first.cells);
    const elsewhere = await swept(specOf(id, [5, 10, 20]), others, part.job);
    expect(elsewhere.job.bench).not.toBe(part.job.bench);
    expect(elsewhere.cells).toEqual((await swept(specOf(id, [5, 10, 20]), others, null)).cells);
  });
});
