import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type SweepProgress, startSweepOn } from '../../lib/optimise/sweep-run';
import type { SweepSpec } from '../../lib/optimise/sweep-spec';
import { noTrials } from '../../lib/optimise/trial-table';
import { serveMethods } from '../../workers/serve';
import type { SweepApi } from '../../workers/sweep.api';
import { SweepPool } from '../../workers/sweep-pool';
import { createSweepService } from '../../workers/sweep-service';
import { loadKernels } from '../support/kernels';
import { type PortWorker, portWorker } from '../support/port-worker';

beforeAll(loadKernels);

const until = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const slow = {
  path: 'strategy.params.slow',
  values: Array.from({ length: 400 }, (_, k) => k + 50),
};
const fast = { path: 'strategy.params.fast', values: Array.from({ length: 20 }, (_, k) => k + 2) };
const cells = slow.values.length * fast.values.length;

/** Cells of about a millisecond each, more of them than any test waits for. */
const long: SweepSpec = {
  data: {
    kind: 'synthetic',
    config: { seed: 4, assets: 1, bars: 150_000, interval: '1h' },
    asset: 0,
  },
  base: { strategy: { id: 'sma-cross', params: {} } },
  axes: [fast, slow],
  objective: 'sharpe',
};
const short: SweepSpec = {
  ...long,
  data: { kind: 'synthetic', config: { seed: 4, assets: 1, bars: 2000, interval: '1h' }, asset: 0 },
  axes: [slow],
};

/** A pool whose threads are in this process. */
function poolOf() {
  const threads: PortWorker[] = [];
  const pool = new SweepPool(() => {
    const service = createSweepService({
      loadKernels,
      sources: {
        sampleFile: () => Promise.reject(new Error('no samples here')),
        stored: async () => null,
        storedName: async () => null,
        storedRates: async () => null,
      },
      now: () => performance.now(),
      wait: until,
    });
    const thread = portWorker(serveMethods<SweepApi>(service, () => true));
    threads.push(thread);
    return thread.worker;
  });
  return { pool, threads };
}

function start(spec: SweepSpec, count = 1, { pool, threads } = poolOf()) {
  const heard: { at: number; progress: SweepProgress }[] = [];
  let lookedAt = 0;
  const handle = startSweepOn(pool.workers(count), spec, {
    onProgress: (progress) => heard.push({ at: lookedAt, progress }),
    now: () => {
      lookedAt = performance.now();
      return lookedAt;
    },
    trials: { earlier: async () => noTrials, record: async () => undefined },
  });
  const begun = async (): Promise<void> => {
    while (heard.length < 2) await until(10);
  };
  return { handle, threads, heard, begun };
}

describe('A sweep on workers', () => {
  it('stops at Cancel in the middle of long cells, and tells nothing more', async () => {
    const { handle, heard, begun } = start(long);
    await begun();
    await until(7);
    handle.cancel();
    await expect(handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
    const told = heard.length;
    expect(heard.at(-1)!.progress.done).toBeLessThan(cells);
    await until(250);
    expect(heard).toHaveLength(told);
  });

  it('finds the threads of the one before, with nothing of it left', async () => {
    const shared = poolOf();
    const { cells: first } = await start(short, 2, shared).handle.outcome;
    const held = start(long, 2, shared);
    await held.begun();
    held.handle.pause();
    held.handle.cancel();
    // Started at once, while what was cancelled is still stopping; nor does it stay paused.
    const again = start(short, 2, shared);
    await expect(held.handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
    held.handle.pause();
    expect((await again.handle.outcome).cells).toEqual(first);
    expect(shared.threads).toHaveLength(2);
    expect(shared.threads.some((thread) => thread.terminated)).toBe(false);
  });

  it.each([
    { id: 'sma-cross', axis: slow },
    { id: 'donchian-breakout', axis: { ...slow, path: 'strategy.params.entryBars' } },
  ])('is not disturbed by one over the same bars that is still stopping: $id', async (given) => {
    const { id, axis } = given;
    const many: SweepSpec = { ...long, base: { strategy: { id, params: {} } }, axes: [axis] };
    const few: SweepSpec = { ...many, axes: [{ ...axis, values: axis.values.slice(5, 15) }] };
    const { cells: alone } = await start(few).handle.outcome;
    const shared = poolOf();
    const held = start({ ...many, axes: id === 'sma-cross' ? long.axes : [axis] }, 1, shared);
    await held.begun();
    held.handle.cancel();
    const stopped = expect(held.handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
    const { cells } = await start(few, 1, shared).handle.outcome;
    expect(cells).toEqual(alone);
    await stopped;
    expect(shared.threads).toHaveLength(1);
  });

  it('takes threads of its own beside one that goes on', async () => {
    const shared = poolOf();
    const other = start(long, 1, shared);
    await other.begun();
    const { cells } = await start(short, 1, shared).handle.outcome;
    expect(shared.threads).toHaveLength(2);
    expect(cells.all().every((cell) => cell !== null)).toBe(true);
    other.handle.cancel();
    await expect(other.handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
  });

  it('finds threads that were started beforehand', async () => {
    const shared = poolOf();
    shared.pool.prepare(2);
    expect(shared.threads).toHaveLength(2);
    await start(short, 2, shared).handle.outcome;
    shared.pool.prepare(2);
    expect(shared.threads).toHaveLength(2);
  });

  it('starts no thread where it is refused', async () => {
    const shared = poolOf();
    const axes = [{ path: 'strategy.params.none', values: [1] }];
    const { handle } = start({ ...short, axes }, 2, shared);
    await expect(handle.outcome).rejects.toThrow(/no setting/);
    expect(shared.threads).toHaveLength(0);
  });

  it('ends its threads a minute after the last sweep, and a deaf one a second after Cancel', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const shared = poolOf();
      await start({ ...short, axes: [{ ...short.axes[0]!, values: [50] }] }, 1, shared).handle
        .outcome;
      for (let turn = 0; turn < 50; turn++) await new Promise((done) => setImmediate(done));
      await vi.advanceTimersByTimeAsync(59_000);
      expect(shared.threads[0]!.terminated).toBe(false);
      await vi.advanceTimersByTimeAsync(2000);
      await vi.waitFor(() => expect(shared.threads[0]!.terminated).toBe(true));
    } finally {
      vi.useRealTimers();
    }
    const deaf = portWorker({
      call: () => new Promise(() => undefined),
      cancel: () => undefined,
      mayStop: () => false,
    });
    const pool = new SweepPool(() => deaf.worker);
    const { handle } = start(short, 1, { pool, threads: [deaf] });
    await until(10);
    handle.cancel();
    await expect(handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
    expect(deaf.terminated).toBe(false);
    await until(1100);
    expect(deaf.terminated).toBe(true);
  });

  it('holds while it is paused and goes on where it was', async () => {
    const { handle, heard, begun } = start(long);
    await begun();
    handle.pause();
    // On a busy machine the message may take a while to be heard.
    let held = -1;
    while (held !== heard.length) {
      held = heard.length;
      await until(250);
    }
    expect(heard.at(-1)!.progress.done).toBeLessThan(cells);
    handle.resume();
    while (heard.length === held) await until(10);
    handle.cancel();
    await expect(handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
  });

  it('hears Cancel while it is paused', async () => {
    const { handle, heard, begun } = start(long);
    await begun();
    handle.pause();
    await until(50);
    handle.cancel();
    await expect(handle.outcome).rejects.toMatchObject({ name: 'CancelledError' });
    expect(heard.at(-1)!.progress.done).toBeLessThan(cells);
  });

  it('reports at most ten times a second', async () => {
    const { handle, heard } = start({ ...long, axes: [slow] });
    await handle.outcome;
    expect(heard.length).toBeGreaterThan(2);
    for (const [k, { at }] of heard.entries()) {
      // The last one comes at the end, whenever that is.
      if (k > 0 && k < heard.length - 1) expect(at - heard[k - 1]!.at).toBeGreaterThan(99);
    }
  });

  it('goes on on a fresh thread where one breaks down, with the same cells', async () => {
    const { handle: whole } = start(short);
    const { handle, threads } = start(short, 2);
    while (threads.length < 2) await until(0);
    threads[1]!.fail('out of memory');
    const { cells } = await handle.outcome;
    expect(threads).toHaveLength(3);
    expect(threads[1]!.terminated).toBe(true);
    expect(cells).toEqual((await whole.outcome).cells);
  });

  it('tells of data that can’t be had', async () => {
    const data = { kind: 'stored', fingerprint: 'a'.repeat(64) } as const;
    const { handle } = start({ ...short, data });
    await expect(handle.outcome).rejects.toMatchObject({ name: 'StorageError', reason: 'missing' });
  });
});
