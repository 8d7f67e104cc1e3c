import type { Bars } from '../market/bars';
import { barsFrom, columnParts, joinParts } from './columns';
import { type ColumnName, columnNames, type DataSetRecord, describeDataSet } from './data-set';
import type { LookbackDatabase } from './database';
import { guarded, missingDataSet } from './storage-error';
import type { DataSetRepository } from './store';

const droppedPerPart = 5000;

/** Data sets in IndexedDB. */
export function createDataSetRepository(database: LookbackDatabase): DataSetRepository {
  const { dataSets, columns, dropped } = database;

  const clear = async (fingerprint: string): Promise<void> => {
    for (const table of [columns, dropped]) {
      await table.where('fingerprint').equals(fingerprint).delete();
    }
  };
  const inUse = async (fingerprint: string): Promise<DataSetRecord> => {
    const record = await dataSets.get(fingerprint);
    if (record === undefined || record.removedAt !== null) throw missingDataSet(fingerprint);
    return record;
  };

  return {
    list: () =>
      guarded(async () => {
        const all = await dataSets.filter((set) => set.removedAt === null).toArray();
        return all.sort(
          (a, b) => b.savedAt - a.savedAt || (a.fingerprint < b.fingerprint ? -1 : 1),
        );
      }),
    find: (fingerprint) =>
      guarded(async () => {
        const record = await dataSets.get(fingerprint);
        return record === undefined || record.removedAt !== null ? null : record;
      }),
    save: (set, savedAt) =>
      guarded(async () => {
        const record = describeDataSet(set, savedAt);
        await database.transaction('rw', dataSets, columns, dropped, async () => {
          await clear(record.fingerprint);
          for (const part of columnParts(set.bars)) await columns.add(part);
          for (let part = 0; part * droppedPerPart < set.dropped.length; part++) {
            const from = part * droppedPerPart;
            await dropped.add({
              fingerprint: record.fingerprint,
              part,
              rows: set.dropped.slice(from, from + droppedPerPart),
            });
          }
          await dataSets.put(record);
        });
        return record;
      }),
    rename: (fingerprint, name) =>
      guarded(() =>
        database.transaction('rw', dataSets, async () => {
          await inUse(fingerprint);
          await dataSets.update(fingerprint, { name });
        }),
      ),
    remove: (fingerprint, at) =>
      guarded(() =>
        database.transaction('rw', dataSets, async () => {
          await inUse(fingerprint);
          await dataSets.update(fingerprint, { removedAt: at });
        }),
      ),
    restore: (fingerprint) =>
      guarded(() =>
        database.transaction('rw', dataSets, async () => {
          const changed = await dataSets.update(fingerprint, { removedAt: null });
          if (changed === 0 && (await dataSets.get(fingerprint)) === undefined) {
            throw missingDataSet(fingerprint);
          }
        }),
      ),
    purge: (before) =>
      guarded(() =>
        database.transaction('rw', dataSets, columns, dropped, async () => {
          const due = await dataSets
            .filter((set) => set.removedAt !== null && set.removedAt < before)
            .primaryKeys();
          for (const fingerprint of due) {
            await clear(fingerprint);
            await dataSets.delete(fingerprint);
          }
          return due;
        }),
      ),
    loadBars: (fingerprint) =>
      guarded(() =>
        database.transaction('r', dataSets, columns, async (): Promise<Bars> => {
          const record = await inUse(fingerprint);
          const loaded = {} as Record<ColumnName, Float64Array>;
          for (const column of columnNames) {
            const parts = await columns
              .where('[fingerprint+column]')
              .equals([fingerprint, column])
              .toArray();
            loaded[column] = joinParts(parts, record.bars);
          }
          return barsFrom(record, loaded);
        }),
      ),
    droppedRows: (fingerprint) =>
      guarded(async () => {
        const parts = await dropped.where('fingerprint').equals(fingerprint).toArray();
        return parts.flatMap((part) => part.rows);
      }),
  };
}
