import type { Table } from 'dexie';
import type { LookbackDatabase } from './database';
import { guarded, type StorageError } from './storage-error';

/** What records that can be removed and brought back have in common. */
export interface RemovableRecord {
  readonly fingerprint: string;
  readonly name: string;
  readonly savedAt: number;
  /** When it was removed, UTC epoch ms; null = in use. */
  readonly removedAt: number | null;
}

/** The operations on records by fingerprint that do not touch what belongs to them. */
export interface RemovableRepository<R> {
  /** Those in use, latest first. */
  list(): Promise<readonly R[]>;
  /** null when there is none or it was removed. */
  find(fingerprint: string): Promise<R | null>;
  rename(fingerprint: string, name: string): Promise<void>;
  /** Hides it until it is restored or purged. */
  remove(fingerprint: string, at: number): Promise<void>;
  restore(fingerprint: string): Promise<void>;
  /** Deletes what was removed before `before`. @returns the fingerprints */
  purge(before: number): Promise<readonly string[]>;
}

/** Latest first; what was saved together in order of name, equal names in order of fingerprint. */
export function latestSavedFirst(a: RemovableRecord, b: RemovableRecord): number {
  if (a.savedAt !== b.savedAt) return b.savedAt - a.savedAt;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.fingerprint < b.fingerprint ? -1 : 1;
}

export interface RecordTables<R> {
  readonly records: Table<R, string>;
  /** Tables of what belongs to a record, cleared with it. */
  readonly parts: readonly Table[];
  /** Deletes what belongs to a record; runs within the transaction. */
  clear(fingerprint: string): Promise<void>;
  missing(fingerprint: string): StorageError;
}

/** {@link RemovableRepository} in IndexedDB, and the lookup that refuses what is not in use. */
export function removableRecords<R extends RemovableRecord>(
  database: LookbackDatabase,
  { records, parts, clear, missing }: RecordTables<R>,
): RemovableRepository<R> & { inUse(fingerprint: string): Promise<R> } {
  const inUse = async (fingerprint: string): Promise<R> => {
    const record = await records.get(fingerprint);
    if (record === undefined || record.removedAt !== null) throw missing(fingerprint);
    return record;
  };
  const change = (fingerprint: string, changes: Partial<RemovableRecord>, removedToo = false) =>
    guarded(() =>
      database.transaction('rw', records, async () => {
        const record = removedToo ? await records.get(fingerprint) : await inUse(fingerprint);
        if (record === undefined) throw missing(fingerprint);
        await records.put({ ...record, ...changes });
      }),
    );
  return {
    inUse,
    list: () =>
      guarded(async () =>
        (await records.filter((record) => record.removedAt === null).toArray()).sort(
          latestSavedFirst,
        ),
      ),
    find: (fingerprint) =>
      guarded(async () => {
        const record = await records.get(fingerprint);
        return record === undefined || record.removedAt !== null ? null : record;
      }),
    rename: (fingerprint, name) => change(fingerprint, { name }),
    remove: (fingerprint, at) => change(fingerprint, { removedAt: at }),
    restore: (fingerprint) => change(fingerprint, { removedAt: null }, true),
    purge: (before) =>
      guarded(() =>
        database.transaction('rw', [records, ...parts], async () => {
          const due = await records
            .filter((record) => record.removedAt !== null && record.removedAt < before)
            .primaryKeys();
          for (const fingerprint of due) {
            await clear(fingerprint);
            await records.delete(fingerprint);
          }
          return due;
        }),
      ),
  };
}
