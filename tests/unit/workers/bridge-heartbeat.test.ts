import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient, type ServedWorker } from '../../../workers/bridge';

interface Api {
  work(): Promise<string>;
}

const opened: MessagePort[] = [];

/** A worker at the other end of a channel; null never hears anything, as one that crashed. */
function workerOf(served: Partial<ServedWorker> | null): Worker {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  if (served !== null) Comlink.expose(served, port2);
  port1.start();
  return Object.assign(port1, { terminate: () => undefined, onerror: null }) as unknown as Worker;
}

const options = { idleMs: 60_000, cancelGraceMs: 1000, heartbeatMs: 10 };

describe('a client that listens to the heart of its worker', () => {
  afterEach(() => {
    for (const port of opened.splice(0)) port.close();
  });

  it('gives up one that no longer answers, and starts another at the next call', async () => {
    const workers = [
      null,
      { call: async () => ({ ok: true as const, value: 'done' }), mayStop: () => true },
    ];
    let started = 0;
    const client = createClient<Api>(() => workerOf(workers[started++]!), { work: 0 }, options);
    await expect(client.work()).rejects.toMatchObject({
      name: 'WorkerError',
      message: expect.stringMatching(/no longer answers/),
    });
    expect(await client.work()).toBe('done');
    expect(started).toBe(2);
  });

  it('lets a long job work as long as it answers', async () => {
    const call = (): Promise<{ ok: true; value: string }> =>
      new Promise((done) => setTimeout(() => done({ ok: true, value: 'late' }), 200));
    const client = createClient<Api>(
      () => workerOf({ call, mayStop: () => false }),
      { work: 0 },
      options,
    );
    expect(await client.work()).toBe('late');
  });
});
