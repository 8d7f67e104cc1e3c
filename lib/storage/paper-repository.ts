import type { LookbackDatabase } from './database';
import {
  latestStartedFirst,
  type PaperLogEntry,
  type PaperRepository,
  type PaperSessionRecord,
} from './paper-record';
import { guarded, missingPaperSession, storageError } from './storage-error';

/** Paper sessions in IndexedDB. */
export function createPaperRepository(database: LookbackDatabase): PaperRepository {
  const { paperSessions, paperEvents } = database;
  const change = (id: string, changes: Partial<PaperSessionRecord>): Promise<void> =>
    guarded(() =>
      database.transaction('rw', paperSessions, async () => {
        if ((await paperSessions.get(id)) === undefined) throw missingPaperSession(id);
        await paperSessions.update(id, changes);
      }),
    );
  const inUse = () => paperSessions.filter((record) => record.removedAt === null);

  /** Dexie's transactions are as durable as the browser likes; those of a log say that they must reach the disk. */
  const write = (record: PaperSessionRecord | null, entries: readonly PaperLogEntry[]) =>
    guarded(async () => {
      if (!database.isOpen()) await database.open();
      const tables = record === null ? ['paperEvents'] : ['paperEvents', 'paperSessions'];
      const transaction = database
        .backendDB()
        .transaction(tables, 'readwrite', { durability: 'strict' });
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(conflictOr(transaction.error));
      });
      const log = transaction.objectStore('paperEvents');
      for (const entry of entries) log.add(entry);
      if (record !== null) transaction.objectStore('paperSessions').add(record);
      await done;
    });
  const entriesOf = (session: string, from: number, events: readonly unknown[]) =>
    events.map((event, k) => ({ session, sequence: from + k, event }));

  return {
    list: () => guarded(async () => (await inUse().toArray()).sort(latestStartedFirst)),
    find: (id) =>
      guarded(async () => {
        const record = await paperSessions.get(id);
        return record === undefined || record.removedAt !== null ? null : record;
      }),
    create: (record, events) => write(record, entriesOf(record.id, 0, events)),
    append: (id, from, events) => write(null, entriesOf(id, from, events)),
    read: (id, from = 0) =>
      guarded(async () => {
        if ((await paperSessions.get(id)) === undefined) throw missingPaperSession(id);
        const entries = await paperEvents
          .where('[session+sequence]')
          .between([id, from], [id, Number.POSITIVE_INFINITY])
          .toArray();
        // A hole means that the browser lost a part of the log: what follows it can't be heard.
        const whole = entries.every(({ sequence }, k) => sequence === from + k);
        if (!whole) throw storageError('evicted');
        return entries.map(({ event }) => event);
      }),
    update: change,
    remove: (id, at) => change(id, { removedAt: at }),
    restore: (id) => change(id, { removedAt: null }),
    purge: (before) =>
      guarded(() =>
        database.transaction('rw', paperSessions, paperEvents, async () => {
          const due = await paperSessions
            .filter((record) => record.removedAt !== null && record.removedAt < before)
            .primaryKeys();
          for (const id of due) {
            await paperEvents
              .where('[session+sequence]')
              .between([id, 0], [id, Number.POSITIVE_INFINITY])
              .delete();
          }
          await paperSessions.bulkDelete(due);
          return due;
        }),
      ),
  };
}

const conflictOr = (error: DOMException | null): unknown =>
  error?.name === 'ConstraintError' ? storageError('conflict', error) : error;
