import { createDataSetRepository } from './data-set-repository';
import { type IndexedDbSource, LookbackDatabase } from './database';
import { createDownloadRepository } from './download-repository';
import { createMemoryStore } from './memory-store';
import { createModelRepository } from './model-repository';
import { createPaperRepository } from './paper-repository';
import { createRateRepository } from './rate-repository';
import { createRunRepository, createTrialRepository } from './run-repository';
import { asStorageError, type StorageError } from './storage-error';
import type { LookbackStore } from './store';
import { createTrainingRepository } from './training-repository';

export interface OpenedStore {
  readonly store: LookbackStore;
  /** Why the store is in memory only; null when it outlives the page. */
  readonly problem: StorageError | null;
}

/** The store of this browser; in memory, with the reason, where IndexedDB can't be opened. Never rejects for that. */
export async function openStore(
  options: { readonly name?: string; readonly source?: IndexedDbSource } = {},
): Promise<OpenedStore> {
  const database = new LookbackDatabase(options.name ?? 'lookback', options.source);
  try {
    await database.open();
  } catch (error) {
    return { store: createMemoryStore(), problem: asStorageError(error) };
  }
  return {
    store: {
      kept: true,
      dataSets: createDataSetRepository(database),
      rates: createRateRepository(database),
      models: createModelRepository(database),
      runs: createRunRepository(database),
      trials: createTrialRepository(database),
      paper: createPaperRepository(database),
      downloads: createDownloadRepository(database),
      trainings: createTrainingRepository(database),
      close: () => database.close(),
    },
    problem: null,
  };
}
