import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';

interface Call {
  readonly config: RunConfigInput;
  readonly signal: AbortSignal;
  finish(elapsedMs?: number): Promise<void>;
  fail(error: Error): Promise<void>;
}

const calls: Call[] = [];
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

vi.mock('../../../workers/backtest.client', () => ({
  isCancelled: (error: unknown) => error instanceof Error && error.name === 'CancelledError',
  backtest: {
    follow: (_data: unknown, config: RunConfigInput, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        const identity = { dataFingerprint: 'd', ledgerHash: JSON.stringify(config) };
        calls.push({
          config,
          signal,
          finish: (elapsedMs = 4) => {
            const curves = { time: new Float64Array([1, 2]), equity: new Float64Array([3, 4]) };
            resolve({ result: { identity, data: { bars: 2 }, curves }, elapsedMs });
            return settled();
          },
          fail: (error) => {
            reject(error);
            return settled();
          },
        });
      }),
    verifyHere: async () => true,
  },
}));

const fastOf = (config: RunConfigInput) => config.strategy.params.fast;

async function freshLab() {
  vi.resetModules();
  calls.length = 0;
  const actions = await import('../../../app/_hooks/lab-actions');
  const { labStore } = await import('../../../app/_hooks/lab-store');
  const setFast = (fast: number, what = 'fast') =>
    actions.changeConfig(
      (c) => ({ ...c, strategy: { ...c.strategy, params: { ...c.strategy.params, fast } } }),
      what,
    );
  return { ...actions, labStore, setFast };
}

beforeEach(() => vi.stubGlobal('window', { localStorage: undefined }));
afterEach(() => vi.unstubAllGlobals());

describe('the lab', () => {
  it('runs the sample on the first visit, once', async () => {
    const lab = await freshLab();
    lab.beginLab();
    lab.beginLab();
    expect(calls).toHaveLength(1);
    expect(fastOf(calls[0]!.config)).toBe(20);
    await calls[0]!.finish();
    expect(lab.labStore.get()).toMatchObject({ status: 'idle', elapsedMs: 4 });
  });

  it('follows changes made while a short run is under way with the newest one only', async () => {
    const lab = await freshLab();
    lab.beginLab();
    await calls[0]!.finish();
    lab.setFast(21);
    lab.setFast(22);
    lab.setFast(23);
    expect(calls).toHaveLength(2);
    await calls[1]!.finish();
    expect(calls).toHaveLength(3);
    expect(fastOf(calls[2]!.config)).toBe(23);
    await calls[2]!.finish();
    expect(calls).toHaveLength(3);
  });

  it('keeps what a run says of its data the same object while it says the same', async () => {
    const lab = await freshLab();
    lab.beginLab();
    await calls[0]!.finish();
    const first = lab.labStore.get().result!;
    lab.setFast(21);
    await calls[1]!.finish();
    const second = lab.labStore.get().result!;
    expect(second).not.toBe(first);
    expect(second.data).toBe(first.data);
    expect(second.curves.time).toBe(first.curves.time);
    expect(second.curves.equity).not.toBe(first.curves.equity);
  });

  it('waits for Run once three runs were slow', async () => {
    const lab = await freshLab();
    lab.beginLab();
    await calls[0]!.finish(900);
    for (const fast of [21, 22, 23]) {
      lab.setFast(fast);
      await calls.at(-1)!.finish(900);
    }
    lab.setFast(24);
    expect(calls).toHaveLength(4);
    expect(lab.labStore.get().status).toBe('armed');
    void lab.runNow();
    expect(fastOf(calls[4]!.config)).toBe(24);
  });

  it('keeps the last result and the setup when a run fails', async () => {
    const lab = await freshLab();
    lab.beginLab();
    await calls[0]!.finish();
    const { result } = lab.labStore.get();
    lab.setFast(150);
    const error = Object.assign(new Error('too large'), {
      name: 'ConfigError',
      field: 'strategy.params.fast',
    });
    await calls[1]!.fail(error);
    const state = lab.labStore.get();
    expect(state).toMatchObject({
      status: 'error',
      error: { message: 'too large', field: 'strategy.params.fast' },
    });
    expect(state.result).toBe(result);
    expect(fastOf(state.setup.config)).toBe(150);
  });

  it('stops a run on Cancel and keeps the last result', async () => {
    const lab = await freshLab();
    lab.beginLab();
    await calls[0]!.finish();
    const { result } = lab.labStore.get();
    lab.setFast(30);
    lab.cancelRun();
    expect(calls[1]!.signal.aborted).toBe(true);
    expect(lab.labStore.get()).toMatchObject({ status: 'armed' });
    expect(lab.labStore.get().result).toBe(result);
  });

  it('takes a drag back in one step, and does it again', async () => {
    const lab = await freshLab();
    lab.beginLab();
    await calls[0]!.finish();
    for (const fast of [21, 22, 23]) lab.setFast(fast);
    lab.setFast(40, 'another setting');
    lab.undo();
    expect(fastOf(lab.labStore.get().setup.config)).toBe(23);
    lab.undo();
    expect(fastOf(lab.labStore.get().setup.config)).toBe(20);
    lab.redo();
    expect(fastOf(lab.labStore.get().setup.config)).toBe(23);
  });
});
