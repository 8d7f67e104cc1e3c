import type { LookbackDatabase } from './database';
import { type ModelRecord, modelOf, modelRecord } from './model-record';
import { removableRecords } from './removable-records';
import { guarded, missingModel } from './storage-error';
import type { ModelRepository } from './store';

/** Models in IndexedDB. */
export function createModelRepository(database: LookbackDatabase): ModelRepository {
  const { models } = database;
  const { inUse, ...records } = removableRecords<ModelRecord>(database, {
    records: models,
    parts: [],
    clear: async () => undefined,
    missing: missingModel,
  });
  return {
    ...records,
    save: (made, savedAt) =>
      guarded(() =>
        database.transaction('rw', models, async () => {
          const before = (await models.get(made.model.hash)) ?? null;
          const record = modelRecord(made, savedAt, before);
          await models.put(record);
          return record;
        }),
      ),
    load: (hash) => guarded(async () => modelOf(await inUse(hash))),
  };
}
