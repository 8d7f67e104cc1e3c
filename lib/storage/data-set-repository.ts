import type { Bars } from '../market/bars';
import { barsFrom, columnParts, joinParts } from './columns';
import { type ColumnName, columnNames, type DataSetRecord, describeDataSet } from './data-set';
import type { LookbackDatabase } from './database';
import { removableRecords } from './removable-records';
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
  const { inUse, ...records } = removableRecords<DataSetRecord>(database, {
    records: dataSets,
    parts: [columns, dropped],
    clear,
    missing: missingDataSet,
  });

  return {
    ...records,
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
