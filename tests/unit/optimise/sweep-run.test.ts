import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../lib/core/errors';
import { createJobControl, type JobControl } from '../../../lib/core/job';
import type { Bars } from '../../../lib/market/bars';
import { SweepJob } from '../../../lib/optimise/sweep-job';
import { type SweepProgress, startSweepOn } from '../../../lib/optimise/sweep-run';
import type { SweepSpec } from '../../../lib/optimise/sweep-spec';
import type { SweepWorker, TrialRecords } from '../../../lib/optimise/sweep-worker';
import {
  noTrials,
  packTrials,
  type TrialTable,
  unpackTrials,
} from '../../../lib/optimise/trial-table';
import { walkBars } from '../../support/bars';
import { loadKernels } from '../../support/kernels';

const spec: SweepSpec = {
  data: { kind: 'sample', id: 'any' },
  base: { strategy: { id: 'sma-cross', params: {} } },
  axes: [
    { path: 'strategy.params.fast', values: [2, 3, 5, 8, 13, 21, 34] },
    { path: 'strategy.params.slow', values: [10, 20, 30, 40, 50] },
  ],
  objective: 'sharpe',
};

let bars: Bars;
beforeAll(async () => {
  await loadKernels();
  bars = await walkBars(1500, 3);
});

const breakdown = () => Object.assign(new Error('out of memory'), { name: 'WorkerError' });

interface Script {
  /** Called before each slice; may throw. */
  readonly before?: (from: number, to: number) => void | Promise<void>;
  readonly onPause?: (paused: boolean) => void;
}

/** A worker in this thread. */
function localWorker({ before, onPause }: Script = {}): SweepWorker {
  let job: SweepJob | null = null;
  const control = (signal: AbortSignal): JobControl =>
    createJobControl(
      signal,
      () => undefined,
      () => new Promise((resolve) => setImmediate(resolve)),
    );
  return {
    async open(given, signal) {
      job = await SweepJob.open(given, bars, {}, control(signal), () => performance.now());
      return { strategy: given.base.strategy.id, dataFingerprint: job.dataFingerprint };
    },
    async run(from, to, signal) {
      try {
        await before?.(from, to);
      } catch (error) {
        job = null;
        throw error;
      }
      // As on a thread that broke down: what it was asked for besides is lost too.
      if (job === null) throw breakdown();
      return job.run(from, to, control(signal));
    },
    overfitting: (best, tables, signal) => job!.overfitting(best, tables, control(signal)),
    setPaused: (paused) => onPause?.(paused),
    close: () => undefined,
  };
}

function start(workers: readonly SweepWorker[], given: SweepSpec = spec, earlier = noTrials) {
  const heard: SweepProgress[] = [];
  const recorded: TrialTable[] = [];
  const trials: TrialRecords = {
    earlier: async () => earlier,
    record: async (_subject, table) => void recorded.push(table),
  };
  const handle = startSweepOn(workers, given, {
    onProgress: (progress) => heard.push(progress),
    now: () => performance.now(),
    trials,
  });
  return { handle, heard, recorded };
}

/** Every cell that was told of, in the order it was. */
const reportedTo = (heard: readonly SweepProgress[]): number[] =>
  heard.flatMap(({ finished }) =>
    finished.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k)),
  );

describe('A sweep', () => {
  it('gives the same cells and figures whatever the number of workers', async () => {
    const outcomes = [];
    for (const count of [1, 2, 3, 7]) {
      const workers = Array.from({ length: count }, () =>
        localWorker({ before: () => new Promise((done) => setTimeout(done, (count * 7) % 3)) }),
      );
      const { elapsedMs: _time, ...outcome } = await start(workers).handle.outcome;
      outcomes.push(outcome);
    }
    const [first, ...others] = outcomes;
    expect(first!.cells).toHaveLength(35);
    for (const other of others) expect(other).toEqual(first);
  });

  it('reports every cell once, with the best so far', async () => {
    const { handle, heard } = start([localWorker(), localWorker()]);
    const { best, cells } = await handle.outcome;
    expect(reportedTo(heard).sort((a, b) => a - b)).toEqual(cells.all().map((_cell, k) => k));
    expect(heard.at(-1)).toMatchObject({ done: 35, total: 35, workers: 2, best });
    const values = cells
      .all()
      .map((_cell, k) => cells.figure(k, 'sharpe') ?? Number.NEGATIVE_INFINITY);
    expect(best).toBe(values.indexOf(Math.max(...values)));
  });

  it('shows cells that the strategy refuses with its sentence, and counts them as not tried', async () => {
    const { handle, recorded } = start([localWorker()]);
    const { cells, trials } = await handle.outcome;
    const refused = cells.all().filter((cell) => cell?.refused != null);
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ figures: null, runId: '' });
    expect(refused[0]!.refused).toMatch(/fast average \(13 bars\) must be shorter/);
    expect(trials).toBe(29);
    expect(unpackTrials(recorded[0]!)).toHaveLength(29);
  });

  it('counts trials of before once, and deflates by all', async () => {
    const alone = await start([localWorker()]).handle.outcome;
    const again = {
      runId: alone.cells.at(0)!.runId,
      sharpe: alone.cells.at(0)!.figures!.trialSharpe,
    };
    const others = [1, 2, 3].map((k) => ({ runId: `${k}`.repeat(64), sharpe: k / 10 }));
    const earlier = packTrials([again, ...others]);
    const joined = await start([localWorker()], spec, earlier).handle.outcome;
    expect(joined.trials).toBe(alone.trials + 3);
    expect(joined.deflatedSharpe.value).toBeLessThan(alone.deflatedSharpe.value!);
    expect(joined.expectedMaxSharpe).toBeGreaterThan(alone.expectedMaxSharpe!);
    expect(joined.cells).toEqual(alone.cells);
  });

  it('runs the cells of a worker that broke down on a fresh one', async () => {
    const whole = await start([localWorker()]).handle.outcome;
    let breaks = 1;
    const before = (from: number): void => {
      if (from > 3 && breaks-- > 0) throw breakdown();
    };
    const { cells } = await start([localWorker({ before })]).handle.outcome;
    expect(breaks).toBeLessThan(0);
    expect(cells).toEqual(whole.cells);
  });

  it('names the cell that breaks its worker down twice', async () => {
    const before = (from: number, to: number): void => {
      if (from <= 17 && 17 < to) throw breakdown();
    };
    const { handle, heard } = start([localWorker({ before }), localWorker({ before })]);
    await expect(handle.outcome).rejects.toThrow(/stopped twice at fast 8, slow 30: out of memory/);
    expect(heard.at(-1)!.done).toBeLessThan(35);
  });

  it('stops at Cancel, keeps what is done and counts it as tried', async () => {
    const { handle, heard, recorded } = start([
      localWorker({ before: (from) => void (from > 8 && handle.cancel()) }),
    ]);
    await expect(handle.outcome).rejects.toThrow(CancelledError);
    const done = reportedTo(heard).map((cell) => handle.cells.at(cell)!);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(35);
    const tried = done.filter((cell) => cell.refused === null).map((cell) => cell.runId);
    expect(unpackTrials(recorded[0]!).map((trial) => trial.runId)).toEqual(tried);
  });

  it('tells its workers to hold and to go on', async () => {
    const told: boolean[] = [];
    const { handle } = start([localWorker({ onPause: (paused) => told.push(paused) })]);
    handle.pause();
    handle.resume();
    await handle.outcome;
    expect(told).toEqual([true, false]);
  });

  it('is refused before anything is loaded where it can’t be', async () => {
    const axes = [{ path: 'strategy.params.none', values: [1] }];
    const { handle, heard, recorded } = start([localWorker()], { ...spec, axes });
    await expect(handle.outcome).rejects.toThrow(/no setting “strategy.params.none”/);
    expect(heard).toEqual([]);
    expect(recorded).toEqual([]);
  });

  it('has no best cell where none has a value', async () => {
    const quiet = {
      ...spec,
      axes: [{ path: 'strategy.params.slow', values: [2000, 3000] }],
    };
    const outcome = await start([localWorker()], quiet).handle.outcome;
    expect(outcome).toMatchObject({
      best: null,
      neighbourhood: null,
      trials: 2,
      deflatedSharpe: { value: null, reason: 'no cell has a value' },
      expectedMaxSharpe: null,
    });
  });
});
