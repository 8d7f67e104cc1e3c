import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBacktest } from '../../../lib/backtest/run-backtest';
import { CancelledError } from '../../../lib/core/errors';
import { createRng } from '../../../lib/core/rng';
import { initialiseKernels } from '../../../lib/kernels/runtime';
import type { CandleRequest } from '../../../lib/market/exchange/exchange.schema';
import { createMemoryStore, type OpenedStore, openStore, StorageError } from '../../../lib/storage';
import type { PaperSnapshot } from '../../../workers/paper.api';
import {
  createPaperService,
  type PaperService,
  type PaperServices,
} from '../../../workers/paper-service';
import type { SessionLocks } from '../../../workers/session-locks';
import { FakeExchange, sourceBars } from '../../support/fake-exchange';
import { loadKernels } from '../../support/kernels';
import { VirtualTime } from '../../support/virtual-time';

const series = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1m' } as const;
const minute = 60_000;
const firstOpen = 1_700_000_040_000;
const config = {
  strategy: { id: 'sma-cross', params: { fast: 3, slow: 8, entry: 'level', allowShort: true } },
} as const;

/** The locks of a browser that several tabs share. */
class SharedLocks {
  private readonly held = new Map<string, object>();
  private readonly queues = new Map<string, (() => void)[]>();

  /** The locks as one tab sees them; `close` lets go of all it has. */
  tab(): SessionLocks & { close(): void } {
    const mine: (() => void)[] = [];
    const hold = (id: string) => {
      const token = {};
      this.held.set(id, token);
      const release = () => {
        if (this.held.get(id) !== token) return;
        this.held.delete(id);
        this.queues.get(id)?.shift()?.();
      };
      mine.push(release);
      return release;
    };
    return {
      take: async (id) => (this.held.has(id) ? null : hold(id)),
      wait: (id) =>
        new Promise((resolve) => {
          if (!this.held.has(id)) return resolve(hold(id));
          const queue = this.queues.get(id) ?? [];
          this.queues.set(id, queue);
          queue.push(() => resolve(hold(id)));
        }),
      close: () => {
        for (const release of mine) release();
      },
    };
  }
}

let time: VirtualTime;
let exchange: FakeExchange;
let locks: SharedLocks;
let ids: number;

beforeAll(loadKernels);
beforeEach(() => {
  time = new VirtualTime();
  locks = new SharedLocks();
  ids = 0;
  const source = sourceBars(createRng(5), { from: firstOpen, intervalMs: minute, bars: 400 });
  exchange = new FakeExchange({ series, time, source, epoch: firstOpen + 30 * minute + 100 });
});

interface Tab {
  readonly services: PaperServices;
  readonly service: PaperService;
  readonly api: PaperService['api'];
  /** Its worker dies: whatever it does from now on reaches neither the log nor the exchange. */
  close(): Promise<void>;
}

async function openTab(opening: Promise<OpenedStore>): Promise<Tab> {
  const { store, problem } = await opening;
  const own = locks.tab();
  let isDead = false;
  const alive = <T>(work: () => Promise<T>): Promise<T> =>
    isDead ? new Promise(() => undefined) : work();
  const mortal: OpenedStore = {
    problem,
    store: {
      ...store,
      paper: {
        ...store.paper,
        append: (...args) => alive(() => store.paper.append(...args)),
        update: (...args) => alive(() => store.paper.update(...args)),
      },
    },
  };
  const services: PaperServices = {
    loadKernels: () => initialiseKernels(new Uint8Array()),
    sources: {
      sampleFile: async () => new Uint8Array(),
      stored: async () => null,
      storedName: async () => null,
    },
    opening: Promise.resolve(mortal),
    port: exchange,
    timing: time,
    locks: own,
    newId: () => `session-${ids++}`,
  };
  const service = createPaperService(services);
  return {
    services,
    service,
    api: service.api,
    async close() {
      isDead = true;
      own.close();
    },
  };
}

const control = () => ({
  report: () => undefined,
  checkpoint: async () => undefined,
  step: (_snapshot: PaperSnapshot) => undefined,
});

/** Lets time go on to `until`, with time enough for the database between two moments. */
async function pass(until: number): Promise<void> {
  while (time.now() < until) {
    await time.goTo(Math.min(until, time.now() + 100));
    for (let k = 0; k < 12; k++) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits for what needs time to pass. */
async function timely<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  promise.then(done, done);
  for (let k = 0; !isDone && k < 2000; k++) {
    await pass(time.now() + 10);
    // Hashing is done on another thread.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  if (!isDone) throw new Error('Nothing came of it.');
  return promise;
}

/** A session as it stands now. */
async function seen(tab: Tab, id: string): Promise<PaperSnapshot> {
  let last: PaperSnapshot | null = null;
  const watching = tab.api.watch(id, {
    ...control(),
    checkpoint: async () => {
      if (last !== null) throw new CancelledError();
    },
    step: (snapshot) => {
      last = snapshot;
    },
  });
  await timely(watching.catch(() => undefined));
  return last!;
}

const begin = (tab: Tab, name?: string) =>
  timely(
    tab.api.start(
      { series, warmupBars: 20, config, ...(name === undefined ? {} : { name }) },
      control(),
    ),
  );

describe('the paper service', () => {
  const database = () => openStore({ source: { indexedDB: new IDBFactory(), IDBKeyRange } });

  it('starts a session, trades on live bars and tells how it stands', async () => {
    const tab = await openTab(database());
    const id = await begin(tab);
    await pass(40_000);
    const snapshot = await seen(tab, id);
    expect(snapshot).toMatchObject({ id, state: 'live', isMine: true, problem: null });
    expect(snapshot.name).toBe('SMA cross 3/8, BTC/USDT');
    expect(snapshot.feed.liveBars).toBeGreaterThan(30);
    expect(snapshot.chart.fills.length).toBeGreaterThan(0);
    expect(snapshot.chart.equity).toHaveLength(snapshot.chart.time.length);
    expect(snapshot.equity).toBe(snapshot.chart.equity.at(-1));
    expect(await timely(tab.api.list(control()))).toMatchObject([
      { id, state: 'live', isMine: true },
    ]);
  });

  it('recovers by itself after a reload, marks the absence, and its replay has its ledger', async () => {
    const opening = database();
    const tab = await openTab(opening);
    const id = await begin(tab);
    await pass(30_000);
    const before = await seen(tab, id);
    await tab.close();
    await pass(50_000);
    const again = await openTab(opening);
    await timely(again.service.wake());
    await pass(80_000);
    const { log, feed, chart, trades } = await seen(again, id);
    expect(log.map(({ kind }) => kind)).toContain('recovered');
    expect(feed.backFilledBars).toBeGreaterThan(15);
    expect(chart.away.length).toBeGreaterThan(0);
    expect(trades.slice(-before.trades.length)).toEqual(before.trades);
    const parity = await timely(again.api.replay(id, control()));
    expect(parity).toMatchObject({ same: true, differs: null });
    const { config: recorded } = await timely(again.api.asBacktest(id, control()));
    const { store } = await opening;
    const [set] = await store.dataSets.list();
    const run = await runBacktest(await store.dataSets.loadBars(set!.fingerprint), recorded);
    expect(run.bars.length).toBeGreaterThanOrEqual(parity.bars);
    expect(set).toMatchObject({ name: 'SMA cross 3/8, BTC/USDT, as recorded' });
  });

  it('only reads in a second tab, and takes over when the first is closed', async () => {
    const opening = database();
    const first = await openTab(opening);
    const id = await begin(first);
    const second = await openTab(opening);
    await timely(second.service.wake());
    await pass(20_000);
    expect(await seen(second, id)).toMatchObject({ isMine: false, state: 'live' });
    await expect(timely(second.api.flatten(id, control()))).rejects.toThrow(/another tab/);
    const bars = (await seen(first, id)).feed.liveBars;
    expect((await seen(second, id)).feed.liveBars).toBeGreaterThanOrEqual(bars);
    await first.close();
    await pass(40_000);
    expect(await seen(second, id)).toMatchObject({ isMine: true, state: 'live' });
    await timely(second.api.flatten(id, control()));
  });

  it('refuses orders while it is cut, and hears the kill switch at the first live bar', async () => {
    const tab = await openTab(database());
    const id = await begin(tab);
    await pass(20_000);
    await timely(tab.api.disconnect(id, control()));
    const order = { kind: 'market', side: 'buy', quantity: 1, reduceOnly: false } as const;
    await expect(timely(tab.api.order(id, order, control()))).rejects.toThrow(/needs a connection/);
    await timely(tab.api.halt(id, control()));
    await pass(40_000);
    expect(await seen(tab, id)).toMatchObject({ state: 'paused' });
    await timely(tab.api.reconnect(id, control()));
    await pass(60_000);
    const snapshot = await seen(tab, id);
    expect(snapshot).toMatchObject({ state: 'halted', position: null });
    expect((await timely(tab.api.replay(id, control()))).same).toBe(true);
  });

  it('stays cut over a reload where the user cut it', async () => {
    const opening = database();
    const tab = await openTab(opening);
    const id = await begin(tab);
    await pass(20_000);
    await timely(tab.api.disconnect(id, control()));
    await tab.close();
    const again = await openTab(opening);
    await timely(again.service.wake());
    expect(await seen(again, id)).toMatchObject({ state: 'paused', isMine: true });
    await timely(again.api.reconnect(id, control()));
    await pass(50_000);
    expect(await seen(again, id)).toMatchObject({ state: 'live' });
  });

  it('ends, renames, removes and restores', async () => {
    const tab = await openTab(database());
    const id = await begin(tab, 'First try');
    await expect(tab.api.remove(id, control())).rejects.toThrow(/End it first/);
    await tab.api.rename(id, ' Second try ', control());
    await timely(tab.api.end(id, control()));
    expect(tab.service.isNeeded()).toBe(false);
    const [listed] = await timely(tab.api.list(control()));
    expect(listed).toMatchObject({ name: 'Second try', state: 'ended', isMine: false });
    await tab.api.remove(id, control());
    expect(await timely(tab.api.list(control()))).toEqual([]);
    await tab.api.restore(id, control());
    expect(await timely(tab.api.list(control()))).toHaveLength(1);
  });

  it('runs in memory where the browser keeps nothing, and says so', async () => {
    const tab = await openTab(Promise.resolve({ store: createMemoryStore(), problem: null }));
    const id = await begin(tab);
    await pass(20_000);
    const snapshot = await seen(tab, id);
    expect(snapshot.state).toBe('live');
    expect(snapshot.problem).toMatch(/gone when the page is closed or reloaded/);
  });

  it('ends a session that a fault has stopped', async () => {
    const opening = database();
    const { store } = await opening;
    const full = async () => {
      throw new StorageError('No room.', 'quota');
    };
    const tab = await openTab(opening);
    const id = await begin(tab);
    await pass(20_000);
    await tab.close();
    let isFull = false;
    const paper: typeof store.paper = {
      ...store.paper,
      append: (...args) => (isFull ? full() : store.paper.append(...args)),
    };
    const again = await openTab(Promise.resolve({ store: { ...store, paper }, problem: null }));
    await timely(again.service.wake());
    await pass(time.now() + 5000);
    isFull = true;
    await pass(time.now() + 5000);
    expect(await seen(again, id)).toMatchObject({ state: 'failed', problem: 'No room.' });
    await expect(timely(again.api.flatten(id, control()))).rejects.toThrow(/has stopped: No room/);
    isFull = false;
    await timely(again.api.end(id, control()));
    expect(await timely(again.api.list(control()))).toMatchObject([{ state: 'ended' }]);
    await again.api.remove(id, control());
  });

  it('gives up a session that is being started when it is cancelled', async () => {
    const tab = await openTab(database());
    const silent: FakeExchange = Object.create(exchange, {
      candles: {
        value: (_request: CandleRequest, signal: AbortSignal) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      },
    });
    const service = createPaperService({ ...tab.services, port: silent });
    let isCancelled = false;
    const started = service.api.start(
      { series, warmupBars: 20, config },
      {
        ...control(),
        checkpoint: async () => {
          if (isCancelled) throw new CancelledError();
        },
      },
    );
    started.catch(() => undefined);
    await pass(2000);
    isCancelled = true;
    await expect(timely(started)).rejects.toMatchObject({ name: 'CancelledError' });
  });

  it('names a market there is not', async () => {
    const tab = await openTab(database());
    const wrong = { ...series, symbol: 'NO/USDT' };
    const started = tab.api.start({ series: wrong, warmupBars: 20, config }, control());
    await expect(timely(started)).rejects.toThrow('Replay exchange has no market NO/USDT.');
  });
});
