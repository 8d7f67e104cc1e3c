import { beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  SweepCellResult,
  SweepHandle,
  SweepOutcome,
  SweepProgress,
  SweepSpec,
} from '../../../workers/sweep.client';

interface Started extends SweepHandle {
  tell(progress: SweepProgress): void;
  finish(outcome: SweepOutcome): Promise<void>;
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
      const handle: Started = {
        outcome: promise,
        pause: vi.fn(),
        resume: vi.fn(),
        cancel: vi.fn(() => reject(Object.assign(new Error('x'), { name: 'CancelledError' }))),
        tell,
        finish: (outcome) => {
          resolve(outcome);
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
const cell = (index: number, sharpe: number | null): SweepCellResult => ({
  cell: index,
  runId: `run${index}`,
  refused: sharpe === null ? 'Fast must be shorter than slow.' : null,
  figures:
    sharpe === null
      ? null
      : {
          totalReturn: sharpe,
          cagr: sharpe,
          sharpe,
          sortino: null,
          calmar: null,
          maxDrawdown: -0.1,
          profitFactor: null,
          closedTrades: 3,
          trialSharpe: sharpe / 16,
        },
});
const progress = (...cells: SweepCellResult[]): SweepProgress => ({
  done: cells.length,
  total: 6,
  workers: 2,
  cells,
  best: null,
});
const outcomeOf = (cells: (SweepCellResult | null)[]): SweepOutcome => ({
  cells,
  best: 1,
  neighbourhood: 0.2,
  trials: 6,
  probabilisticSharpe: { value: 0.9, reason: null },
  deflatedSharpe: { value: 0.4, reason: null },
  expectedMaxSharpe: 0.5,
  elapsedMs: 20,
});

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
    handle().tell(progress(cell(4, 0.5), cell(0, null)));
    handle().tell(progress(cell(2, -0.25)));
    expect(state()).toMatchObject({ arrived: 3, workers: 2, extent: { low: -0.25, high: 0.5 } });
    expect(state().run!.order).toEqual([4, 0, 2]);
    expect(state().run!.cells[0]!.refused).toContain('shorter');
  });

  it('is done with its outcome; cells that were not told before are there', async () => {
    const { state, handle } = await freshStore();
    const cells = [0.1, 0.9, 0.3, 0.2, 0.4, 0.5].map((sharpe, i) => cell(i, sharpe));
    handle().tell(progress(cells[5]!));
    await handle().finish(outcomeOf(cells));
    expect(state()).toMatchObject({ status: 'done', arrived: 6, resumedAt: null });
    expect(state().best).toEqual([1, 5, 4, 2, 3, 0]);
    expect(state().outcome!.trials).toBe(6);
  });

  it('keeps what is done on Cancel and says nothing went wrong', async () => {
    const { state, handle, cancelSweep } = await freshStore();
    handle().tell(progress(cell(3, 0.7)));
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
    first.tell(progress(cell(1, 9)));
    await settled();
    expect(state()).toMatchObject({ status: 'running', arrived: 0 });
  });

  it('shows what went wrong and keeps its cells', async () => {
    const { state, handle } = await freshStore();
    handle().tell(progress(cell(1, 0.2)));
    await handle().fail(Object.assign(new Error('No bars.'), { name: 'DataError' }));
    expect(state()).toMatchObject({
      status: 'error',
      arrived: 1,
      error: { name: 'DataError', message: 'No bars.' },
    });
  });
});
