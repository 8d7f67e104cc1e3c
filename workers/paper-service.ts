import { ConfigError } from '../lib/core/errors';
import { type JobControl, uncontrolled } from '../lib/core/job';
import type { ExchangePort } from '../lib/market/exchange/exchange-port';
import type { Timing } from '../lib/market/exchange/timing';
import { firstEvents, paperConfig } from '../lib/paper/first-events';
import { loadBeginning } from '../lib/paper/load-beginning';
import type { PaperEvent } from '../lib/paper/paper-event';
import { PaperRecord } from '../lib/paper/paper-record';
import { PaperSession } from '../lib/paper/paper-session';
import { recordedRun, replay } from '../lib/paper/replay';
import {
  DataLoader,
  type DataSources,
  missingPaperSession,
  type OpenedStore,
  type PaperSessionRecord,
} from '../lib/storage';
import { givenName } from './given-name';
import type { PaperApi, PaperListing, PaperSnapshot } from './paper.api';
import { PaperPlace } from './paper-place';
import type { Served } from './serve';
import type { SessionLocks } from './session-locks';

/** What the paper worker takes from the platform. */
export interface PaperServices {
  /** Resolves once the module is loaded; called before anything runs. */
  loadKernels(): Promise<void>;
  /** Where data come from that a config names besides the bars. */
  readonly sources: DataSources;
  readonly opening: Promise<OpenedStore>;
  readonly port: ExchangePort;
  /** UTC epoch ms, and timers. */
  readonly timing: Timing;
  readonly locks: SessionLocks;
  /** A name for a session that no other has. */
  newId(): string;
}

export interface PaperService {
  readonly api: Served<PaperApi, PaperSnapshot>;
  /** Goes on with the sessions that ran when the browser was closed; resolves once each is. */
  wake(): Promise<void>;
  /** Whether a session runs here, or may have to. */
  isNeeded(): boolean;
}

/** Removed sessions can be brought back for this long. */
const undoMs = 3_600_000;
/** Between two looks at a session that is watched. */
const lookEveryMs = 100;
/** Between two readings of a log that another tab writes. */
const readEveryMs = 1000;

/** The paper API over the library. */
export function createPaperService(services: PaperServices): PaperService {
  const { locks, port, timing } = services;
  const loader = new DataLoader(services.sources);
  const places = new Map<string, Promise<PaperPlace>>();
  const open = new Set<PaperPlace>();
  let waking: Promise<void> | null = null;
  /** Sessions of other tabs that go on here once those are closed. */
  let awaited = 0;

  const opened = async () => (await services.opening).store;
  const paused = (ms: number) => new Promise<void>((resolve) => timing.after(ms, resolve));
  const recordOf = async (id: string): Promise<PaperSessionRecord> => {
    const record = await (await opened()).paper.find(id);
    if (record === null) throw missingPaperSession(id);
    return record;
  };
  const openPlace = async (record: PaperSessionRecord): Promise<PaperPlace> => {
    await services.loadKernels();
    const { paper: repository } = await opened();
    const [first] = (await repository.read(record.id)) as readonly PaperEvent[];
    const config = first?.kind === 'started' ? first.config : null;
    const extra = config === null ? {} : await loader.loadExtra(config, uncontrolled);
    return PaperPlace.open(record, { repository, port, timing, extra });
  };
  /** The session in this worker, read from its log at the first look. */
  const placeOf = (record: PaperSessionRecord): Promise<PaperPlace> => {
    const known = places.get(record.id);
    if (known !== undefined) return known;
    const opening = openPlace(record);
    places.set(record.id, opening);
    opening.then(
      (found) => open.add(found),
      () => places.delete(record.id),
    );
    return opening;
  };
  const place = async (id: string): Promise<PaperPlace> => placeOf(await recordOf(id));
  /** A session once all have gone on; whoever waits for it hears Cancel meanwhile. */
  const placeFor = async (id: string, control: JobControl): Promise<PaperPlace> => {
    let found: PaperPlace | null = null;
    const opening = wake()
      .then(() => place(id))
      .then((opened) => {
        found = opened;
      });
    while (found === null) {
      await Promise.race([opening, paused(lookEveryMs)]);
      await control.checkpoint();
    }
    return found;
  };
  const running = async (id: string) => {
    await wake();
    return (await place(id)).running();
  };

  /** Goes on with a session once its lock is free: at once, or when the tab that runs it is closed. */
  const resume = async (record: PaperSessionRecord): Promise<void> => {
    const goOn = async (release: () => void): Promise<void> => {
      try {
        await (await placeOf(record)).goOn(release, { recovered: true });
      } catch (error) {
        release();
        throw error;
      }
    };
    const release = await locks.take(record.id);
    if (release !== null) return goOn(release);
    // Not waited for here: the other tab may stay open for days.
    awaited++;
    void locks
      .wait(record.id)
      .then(goOn)
      // The session is shown as failed, with the reason.
      .catch(() => undefined)
      .finally(() => {
        awaited--;
      });
  };
  const wake = (): Promise<void> => {
    waking ??= (async () => {
      const { paper } = await opened();
      await paper.purge(timing.now() - undoMs);
      for (const record of await paper.list()) {
        // One that can't go on must not keep the others; looking at it says why.
        if (record.endedAt === null) await resume(record).catch(() => undefined);
      }
    })();
    // A database that could not be read is tried again at the next call.
    waking.catch(() => {
      waking = null;
    });
    return waking;
  };

  const listed = async (record: PaperSessionRecord): Promise<PaperListing> => {
    const { id, name, series, strategy, startedAt, endedAt, totalReturn } = record;
    const shared = { id, name, series, strategy, startedAt };
    if (endedAt !== null) return { ...shared, state: 'ended', totalReturn, isMine: false };
    const found = await placeOf(record).catch(() => null);
    if (found === null) return { ...shared, state: 'failed', totalReturn, isMine: false };
    await found.readOn();
    const { state, isMine } = found;
    return { ...shared, state, totalReturn: found.totalReturn, isMine };
  };
  const notKept = async (): Promise<string | null> =>
    (await opened()).kept
      ? null
      : 'This browser keeps nothing for this page: the session runs, and is gone when the page is closed or reloaded.';
  const snapshotOf = async (id: string, found: PaperPlace): Promise<PaperSnapshot> => {
    const view = found.view();
    return {
      ...view,
      id,
      name: found.name,
      isMine: found.isMine,
      problem: view.problem ?? (await notKept()),
    };
  };
  /** The record as it is in the log, beside the session as it stands. */
  const recorded = async (id: string): Promise<PaperRecord> => {
    const events = (await (await opened()).paper.read(id)) as readonly PaperEvent[];
    const record = PaperRecord.of(events);
    if (record === null) throw missingPaperSession(id);
    return record;
  };

  const api: Served<PaperApi, PaperSnapshot> = {
    async list() {
      await wake();
      const all: PaperListing[] = [];
      for (const record of await (await opened()).paper.list()) all.push(await listed(record));
      return all;
    },
    async start(session, control) {
      await wake();
      await services.loadKernels();
      const extra = await loader.loadExtra(paperConfig(session.config), control);
      const beginning = await loadBeginning(session, { port, timing, extra, control });
      const events = await firstEvents(beginning);
      const begun = PaperSession.of(events, extra)!;
      await control.checkpoint();
      const id = services.newId();
      const release = await locks.take(id);
      const record: PaperSessionRecord = {
        id,
        name: givenName(session.name ?? `${begun.title}, ${session.series.symbol}`),
        series: session.series,
        strategy: begun.title,
        startedAt: beginning.at,
        endedAt: null,
        totalReturn: 0,
        removedAt: null,
      };
      await (await opened()).paper.create(record, events);
      await (await placeOf(record)).goOn(release ?? (() => undefined), { recovered: false });
      return id;
    },
    async watch(id, control) {
      const found = await placeFor(id, control);
      let shown = -1;
      let readAt = timing.now();
      for (;;) {
        await control.checkpoint();
        if (!found.isMine && timing.now() - readAt >= readEveryMs) {
          readAt = timing.now();
          await found.readOn();
        }
        if (found.version !== shown) {
          shown = found.version;
          control.step(await snapshotOf(id, found));
        }
        await paused(lookEveryMs);
      }
    },
    async order(id, order) {
      await (await running(id)).order(order);
    },
    cancelOrder: async (id, name) => (await running(id)).cancelOrder(name),
    flatten: async (id) => (await running(id)).flatten(),
    halt: async (id) => (await running(id)).halt(),
    disconnect: async (id) => (await running(id)).disconnect(),
    reconnect: async (id) => (await running(id)).reconnect(),
    async end(id) {
      await wake();
      await (await place(id)).end();
    },
    async rename(id, name) {
      const given = givenName(name);
      await (await opened()).paper.update((await recordOf(id)).id, { name: given });
      const found = await places.get(id);
      if (found === undefined) return;
      found.name = given;
      found.version++;
    },
    async remove(id) {
      if ((await recordOf(id)).endedAt === null) {
        throw new ConfigError('This paper session goes on. End it first.');
      }
      await (await opened()).paper.remove(id, timing.now());
    },
    async restore(id) {
      await (await opened()).paper.restore(id);
    },
    async replay(id, control) {
      const found = await placeFor(id, control);
      await found.readOn();
      // Begun while nothing is heard, so that both are of the same bars; finished while the session goes on.
      const begun = await found.undisturbed(async (session) => {
        const record = await recorded(id);
        return { parity: replay(record, session, found.extra, control) };
      });
      return begun.parity;
    },
    async asBacktest(id, control) {
      await wake();
      const { name } = await recordOf(id);
      const { bars, config } = await recordedRun(await recorded(id), control);
      const set = {
        bars,
        name: `${name}, as recorded`.slice(0, 200),
        quality: noFindings,
        dropped: [],
      };
      await (await opened()).dataSets.save(set, timing.now());
      return { data: { kind: 'stored', fingerprint: bars.fingerprint }, config };
    },
  };

  return { api, wake, isNeeded: () => awaited > 0 || [...open].some(({ isMine }) => isMine) };
}

const noFindings = { gaps: 0, dropped: 0, warnings: 0 };
