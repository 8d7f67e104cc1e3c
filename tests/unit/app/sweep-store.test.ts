import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BatchWriter } from '../../../lib/optimise/cell-batch';
import { CellTable } from '../../../lib/optimise/cell-table';
import type {
  SweepHandle,
  SweepOutcome,
  SweepProgress,
  SweepSpec,
} from '../../../workers/sweep.client';

interface Started extends SweepHandle {
  /** Cells by their Sharpe ratio; null = refused. */
  tell(sharpes: Readonly<Record<number, number | null>>): void;
  finish(): Promise<void>;
  fail(error: Error): Promise<void>;
}

const started: Started[] = [];
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

vi.mock('../../../workers/backtest.client', () => ({ isCancelled: () => false, backtest: {} }));
vi.mock('../../../workers/sweep.client', async () => {
  const grid = await import('../../../lib/optimise/sweep-grid.schema');
  const settings = await import('../../../lib/optimise/sweepable-settings.schema');
  return {
    ...grid,
    sweepAxes: settings.sweepableSettings,
    startSweep: (_spec: SweepSpec, tell: (progress: SweepProgress) => void) => {
      const { promise, resolve, reject } = withResolvers<SweepOutcome>();
      const cells = new CellTable(6);
      const handle: Started = {
        cells,
        outcome: promise,
        pause: vi.fn(),
        resume: vi.fn(),
        cancel: vi.fn(() => reject(Object.assign(new Error('x'), { name: 'CancelledError' }))),
        tell(sharpes) {
          const finished = Object.entries(sharpes).map(([at, sharpe]) => {
            cells.put(batchOf(Number(at), sharpe));
            return { from: Number(at), to: Number(at) + 1 };
          });
          tell({ done: finished.length, total: 6, workers: 2, finished, best: null });
        },
        finish: () => {
          resolve({ ...outcome, cells });
          return settled();
        },
        fail: (error) => {
          reject(error);
          return settled();
        },
      };
      started.push(handle);
      return handle;
    },
  };
});

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const data = { kind: 'sample', id: 'sp500' } as const;
const config = { strategy: { id: 'sma-cross', params: { fast: 20, slow: 100 } } };
const spec: SweepSpec = {
  data,
  base: config,
  axes: [
    { path: 'strategy.params.slow', values: [50, 100] },
    { path: 'strategy.params.fast', values: [5, 10, 20] },
  ],
  objective: 'sharpe',
};
const outcome: Omit<SweepOutcome, 'cells'> = {
  best: 1,
  neighbourhood: 0.2,
  trials: 6,
  probabilisticSharpe: { value: 0.9, reason: null },
  deflatedSharpe: { value: 0.4, reason: null },
  expectedMaxSharpe: 0.5,
  elapsedMs: 20,
};

function batchOf(cell: number, sharpe: number | null) {
  const batch = new BatchWriter(cell, cell + 1);
  if (sharpe === null) batch.refuse(cell, 'Fast must be shorter than slow.');
  else batch.put(cell, { ...figures, sharpe }, new Uint8Array(32).fill(cell));
  return batch.packed(1);
}

const figures = {
  totalReturn: 0.1,
  cagr: 0.1,
  sortino: null,
  calmar: null,
  maxDrawdown: -0.1,
  profitFactor: null,
  closedTrades: 3,
  trialSharpe: 0.01,
};

async function freshStore() {
  vi.resetModules();
  started.length = 0;
  const store = await import('../../../app/optimise/_hooks/sweep-store');
  store.beginSweep(spec, { data, config }, 'SMA cross');
  return { ...store, state: () => store.sweepStore.get(), handle: () => started.at(-1)! };
}

beforeEach(() => vi.restoreAllMocks());

describe('a search', () => {
  it('fills as cells arrive, refused ones too, with the range of the scores', async () => {
    const { state, handle } = await freshStore();
    expect(state()).toMatchObject({ status: 'running', arrived: 0, extent: null });
    handle().tell({ 0: null, 4: 0.5 });
    handle().tell({ 2: -0.25 });
    expect(state()).toMatchObject({ arrived: 3, workers: 2, extent: { low: -0.25, high: 0.5 } });
    expect(state().run!.order).toEqual([0, 4, 2]);
    expect(state().run!.cells.at(0)!.refused).toContain('shorter');
  });

  it('is done with its outcome and the best first', async () => {
    const { state, handle } = await freshStore();
    handle().tell({ 5: 0.5 });
    handle().tell({ 0: 0.1, 1: 0.9, 2: 0.3, 3: 0.2, 4: 0.4 });
    await handle().finish();
    expect(state()).toMatchObject({ status: 'done', arrived: 6, resumedAt: null });
    expect(state().best).toEqual([1, 5, 4, 2, 3, 0]);
    expect(state().outcome!.trials).toBe(6);
  });

  it('keeps what is done on Cancel and says nothing went wrong', async () => {
    const { state, handle, cancelSweep } = await freshStore();
    handle().tell({ 3: 0.7 });
    cancelSweep();
    await settled();
    expect(state()).toMatchObject({ status: 'cancelled', arrived: 1, best: [3], error: null });
    expect(state().outcome).toBeNull();
  });

  it('counts no time while it is paused', async () => {
    let now = 1000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const { state, handle, pauseSweep, resumeSweep } = await freshStore();
    now = 1400;
    pauseSweep();
    expect(handle().pause).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ status: 'paused', workedMs: 400, resumedAt: null });
    now = 9000;
    resumeSweep();
    expect(state()).toMatchObject({ status: 'running', workedMs: 400, resumedAt: 9000 });
  });

  it('hears nothing of the one before it', async () => {
    const { state, handle, beginSweep } = await freshStore();
    const first = handle();
    beginSweep(spec, { data, config }, 'again');
    expect(first.cancel).toHaveBeenCalledOnce();
    first.tell({ 1: 9 });
    await settled();
    expect(state()).toMatchObject({ status: 'running', arrived: 0 });
  });

  it('shows what went wrong and keeps its cells', async () => {
    const { state, handle } = await freshStore();
    handle().tell({ 1: 0.2 });
    await handle().fail(Object.assign(new Error('No bars.'), { name: 'DataError' }));
    expect(state()).toMatchObject({
      status: 'error',
      arrived: 1,
      error: { name: 'DataError', message: 'No bars.' },
    });
  });
});
