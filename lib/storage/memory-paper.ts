import { latestStartedFirst, type PaperRepository, type PaperSessionRecord } from './paper-record';
import { missingPaperSession, storageError } from './storage-error';

/** Paper sessions in memory; the same rules as in IndexedDB. */
export function memoryPaper(): PaperRepository {
  const sessions = new Map<string, PaperSessionRecord>();
  const logs = new Map<string, unknown[]>();
  const change = (id: string, changes: Partial<PaperSessionRecord>): void => {
    const record = sessions.get(id);
    if (record === undefined) throw missingPaperSession(id);
    sessions.set(id, { ...record, ...changes });
  };
  const logOf = (id: string): unknown[] => {
    const log = logs.get(id);
    if (log === undefined) throw missingPaperSession(id);
    return log;
  };
  const inUse = () => [...sessions.values()].filter((record) => record.removedAt === null);
  return {
    list: async () => inUse().sort(latestStartedFirst),
    find: async (id) => inUse().find((record) => record.id === id) ?? null,
    create: async (record, events) => {
      if (sessions.has(record.id)) throw storageError('conflict');
      sessions.set(record.id, record);
      logs.set(record.id, structuredClone([...events]));
    },
    append: async (id, from, events) => {
      const log = logOf(id);
      if (from !== log.length) throw storageError('conflict');
      log.push(...structuredClone([...events]));
    },
    read: async (id, from = 0) => logOf(id).slice(from),
    update: async (id, changes) => change(id, changes),
    remove: async (id, at) => change(id, { removedAt: at }),
    restore: async (id) => change(id, { removedAt: null }),
    purge: async (before) => {
      const due = [...sessions.values()]
        .filter(({ removedAt }) => removedAt !== null && removedAt < before)
        .map(({ id }) => id);
      for (const id of due) {
        sessions.delete(id);
        logs.delete(id);
      }
      return due;
    },
  };
}
