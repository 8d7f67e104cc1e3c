import { describe, expect, it } from 'vitest';
import { DataError } from '../../lib/core/errors';
import { createClient } from '../../workers/bridge';
import { moving, type Served, serveMethods } from '../../workers/serve';
import { type PortWorker, portWorker } from '../support/port-worker';

interface TestApi {
  add(a: number, b: number): Promise<number>;
  count(to: number): Promise<number>;
  fail(): Promise<void>;
  stages(): Promise<string>;
  columns(): Promise<{ readonly values: Float64Array }>;
  hang(): Promise<void>;
}

let kept: { readonly values: Float64Array };

/** How far the last count came. */
let counted = 0;

const api: Served<TestApi, string> = {
  add: async (a, b) => a + b,
  async count(to, control) {
    for (let i = 0; i < to; i++) {
      counted = i;
      control.report({ done: i, total: to, label: 'Counting' });
      await control.checkpoint();
    }
    return to;
  },
  async fail() {
    throw new DataError('close is not a number', { file: 'a.csv', row: 7, column: 'close' });
  },
  async stages(control) {
    control.step('link');
    control.step('run');
    return 'done';
  },
  async columns() {
    kept = { values: new Float64Array([1, 2, 3]) };
    return moving(kept, [kept.values.buffer]);
  },
  hang: () => new Promise(() => undefined),
};

function startClient(
  options = { idleMs: Number.POSITIVE_INFINITY, cancelGraceMs: 1000 },
  clock?: () => number,
) {
  const started: PortWorker[] = [];
  const client = createClient<TestApi, string>(
    () => {
      const made = portWorker(serveMethods<TestApi, string>(api, () => true, clock));
      started.push(made);
      return made.worker;
    },
    { add: 2, count: 1, fail: 0, stages: 0, columns: 0, hang: 0 },
    options,
  );
  return { client, started };
}

const until = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('A worker behind its client', () => {
  it('starts at the first call and serves the next ones', async () => {
    const { client, started } = startClient();
    expect(started).toHaveLength(0);
    expect(await client.add(2, 3)).toBe(5);
    expect(await client.add(4, 5)).toBe(9);
    expect(started).toHaveLength(1);
  });

  it('stops a job at the next look after Cancel, and goes on serving', async () => {
    const { client, started } = startClient();
    const abort = new AbortController();
    const job = client.count(1e9, { signal: abort.signal }).catch((error: Error) => error);
    await until(30);
    abort.abort();
    expect(await job).toMatchObject({ name: 'CancelledError' });
    const stoppedAt = counted;
    expect(stoppedAt).toBeGreaterThan(0);
    await until(30);
    expect(counted).toBe(stoppedAt);
    expect(started[0]?.terminated).toBe(false);
    expect(await client.add(2, 3)).toBe(5);
    expect(started).toHaveLength(1);
  });

  it('does not start for a call that is cancelled already', async () => {
    const { client, started } = startClient();
    await expect(client.add(1, 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'CancelledError',
    });
    expect(started).toHaveLength(0);
  });

  it('is ended and started again when a cancelled job does not stop', async () => {
    const { client, started } = startClient({
      idleMs: Number.POSITIVE_INFINITY,
      cancelGraceMs: 40,
    });
    const abort = new AbortController();
    const job = client.hang({ signal: abort.signal });
    const other = client.hang();
    abort.abort();
    await expect(job).rejects.toMatchObject({ name: 'CancelledError' });
    await expect(other).rejects.toMatchObject({ name: 'WorkerError' });
    expect(started[0]?.terminated).toBe(true);
    expect(await client.add(1, 1)).toBe(2);
    expect(started).toHaveLength(2);
  });

  it('reports progress at most ten times a second, and named steps all', async () => {
    // Each report looks at the clock once and takes 7 ms by it.
    let ms = 0;
    const { client } = startClient(undefined, () => {
      ms += 7;
      return ms;
    });
    const seen: number[] = [];
    await client.count(50, { onProgress: (p) => seen.push(p.done) });
    await until(5);
    expect(seen).toEqual([0, 15, 30, 45]);
    const steps: string[] = [];
    await client.stages({ onStep: (step) => steps.push(step) });
    await until(5);
    expect(steps).toEqual(['link', 'run']);
  });

  it('hands errors over with their name and fields', async () => {
    const { client } = startClient();
    await expect(client.fail()).rejects.toMatchObject({
      name: 'DataError',
      message: 'close is not a number',
      where: { file: 'a.csv', row: 7, column: 'close' },
    });
  });

  it('rejects what is pending when the worker breaks down', async () => {
    const { client, started } = startClient();
    const job = client.hang();
    started[0]?.fail('out of memory');
    await expect(job).rejects.toThrow(/out of memory/);
    expect(await client.add(1, 2)).toBe(3);
  });

  it('moves the buffers it was told it may', async () => {
    const { client } = startClient();
    const got = await client.columns();
    expect([...got.values]).toEqual([1, 2, 3]);
    expect(kept.values.length).toBe(0);
  });

  it('is ended when nobody called for a while', async () => {
    const { client, started } = startClient({ idleMs: 20, cancelGraceMs: 1000 });
    await client.add(1, 1);
    await until(80);
    expect(started[0]?.terminated).toBe(true);
    expect(await client.add(2, 2)).toBe(4);
    expect(started).toHaveLength(2);
  });
});
