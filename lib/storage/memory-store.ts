import { memoryDownloads } from '../market/exchange/download-store';
import type { RateSeries } from '../market/rate-series';
import { createMemoryTrainings } from '../models/training/training-store';
import { barsFrom } from './columns';
import { columnNames, type DataSetRecord, describeDataSet, type NewDataSet } from './data-set';
import { memoryPaper } from './memory-paper';
import { type ModelRecord, modelOf, modelRecord } from './model-record';
import { describeRates, type RateSeriesRecord } from './rate-record';
import { ratesFrom } from './rate-repository';
import {
  latestSavedFirst,
  type RemovableRecord,
  type RemovableRepository,
} from './removable-records';
import type { RunRecord, TrialRecord } from './run-record';
import { latestFirst } from './run-repository';
import {
  missingDataSet,
  missingModel,
  missingRates,
  missingRun,
  type StorageError,
} from './storage-error';
import type {
  DataSetRepository,
  LookbackStore,
  ModelRepository,
  RateRepository,
  RunRepository,
  TrialRepository,
} from './store';

/** The repositories in memory, for browsers that refuse storage: everything works and is gone with the page. */
export function createMemoryStore(): LookbackStore {
  return {
    kept: false,
    dataSets: memoryDataSets(),
    rates: memoryRates(),
    models: memoryModels(),
    runs: memoryRuns(),
    trials: memoryTrials(),
    paper: memoryPaper(),
    downloads: memoryDownloads(),
    trainings: createMemoryTrainings(),
    close: () => undefined,
  };
}

/** Records by fingerprint with what belongs to each; the same rules as in IndexedDB. */
function memoryRecords<R extends RemovableRecord, Content>(
  missing: (fingerprint: string) => StorageError,
) {
  const entries = new Map<string, { record: R; readonly content: Content }>();
  const held = (fingerprint: string, removedToo = false) => {
    const found = entries.get(fingerprint);
    if (found === undefined || (found.record.removedAt !== null && !removedToo)) {
      throw missing(fingerprint);
    }
    return found;
  };
  const change = (fingerprint: string, changes: Partial<RemovableRecord>, removedToo = false) => {
    const found = held(fingerprint, removedToo);
    found.record = { ...found.record, ...changes };
  };
  const repository: RemovableRepository<R> = {
    list: async () =>
      [...entries.values()]
        .map((entry) => entry.record)
        .filter((record) => record.removedAt === null)
        .sort(latestSavedFirst),
    find: async (fingerprint) => {
      const record = entries.get(fingerprint)?.record;
      return record === undefined || record.removedAt !== null ? null : record;
    },
    rename: async (fingerprint, name) => change(fingerprint, { name }),
    remove: async (fingerprint, at) => change(fingerprint, { removedAt: at }),
    restore: async (fingerprint) => change(fingerprint, { removedAt: null }, true),
    purge: async (before) => {
      const due = [...entries.values()]
        .filter(({ record }) => record.removedAt !== null && record.removedAt < before)
        .map(({ record }) => record.fingerprint);
      for (const fingerprint of due) entries.delete(fingerprint);
      return due;
    },
  };
  return { entries, held, repository };
}

function memoryDataSets(): DataSetRepository {
  const { entries, held, repository } = memoryRecords<DataSetRecord, NewDataSet>(missingDataSet);
  return {
    ...repository,
    save: async (set, savedAt) => {
      const record = describeDataSet(set, savedAt);
      entries.set(record.fingerprint, { record, content: set });
      return record;
    },
    loadBars: async (fingerprint) => {
      const { record, content } = held(fingerprint);
      const columns = Object.fromEntries(columnNames.map((name) => [name, content.bars[name]]));
      return barsFrom(record, columns as Parameters<typeof barsFrom>[1]);
    },
    droppedRows: async (fingerprint) => entries.get(fingerprint)?.content.dropped ?? [],
  };
}

function memoryRates(): RateRepository {
  const { entries, held, repository } = memoryRecords<RateSeriesRecord, RateSeries>(missingRates);
  return {
    ...repository,
    save: async (made, savedAt) => {
      const record = describeRates(made, savedAt);
      entries.set(record.fingerprint, { record, content: made.series });
      return record;
    },
    load: async (fingerprint) => {
      const { record, content } = held(fingerprint);
      return ratesFrom(record, content);
    },
  };
}

function memoryModels(): ModelRepository {
  const { entries, held, repository } = memoryRecords<ModelRecord, null>(missingModel);
  return {
    ...repository,
    save: async (made, savedAt) => {
      const before = entries.get(made.model.hash)?.record ?? null;
      const record = modelRecord(made, savedAt, before);
      entries.set(record.fingerprint, { record, content: null });
      return record;
    },
    load: async (hash) => modelOf(held(hash).record),
  };
}

function memoryRuns(): RunRepository {
  const runs = new Map<string, RunRecord>();
  const change = (runId: string, changes: Partial<RunRecord>): void => {
    const run = runs.get(runId);
    if (run === undefined) throw missingRun(runId);
    runs.set(runId, { ...run, ...changes });
  };
  const inUse = () => [...runs.values()].filter((run) => run.removedAt === null);
  return {
    list: async () => inUse().sort(latestFirst),
    find: async (runId) => inUse().find((run) => run.runId === runId) ?? null,
    save: async (run) => {
      const name = runs.get(run.runId)?.name ?? run.title;
      const record = { ...run, name, removedAt: null };
      runs.set(run.runId, record);
      return record;
    },
    rename: async (runId, name) => change(runId, { name }),
    remove: async (runId, at) => change(runId, { removedAt: at }),
    restore: async (runId) => change(runId, { removedAt: null }),
    purge: async (before) => {
      const due = [...runs.values()]
        .filter((run) => run.removedAt !== null && run.removedAt < before)
        .map((run) => run.runId);
      for (const runId of due) runs.delete(runId);
      return due;
    },
    countByData: async () => {
      const counts = new Map<string, number>();
      for (const run of inUse()) {
        counts.set(run.dataFingerprint, (counts.get(run.dataFingerprint) ?? 0) + 1);
      }
      return counts;
    },
  };
}

function memoryTrials(): TrialRepository {
  const trials = new Map<string, TrialRecord>();
  return {
    record: async (trial) => void trials.set(trial.runId, trial),
    recordAll: async (all) => {
      for (const trial of all) trials.set(trial.runId, trial);
    },
    of: async (strategy, dataFingerprint) =>
      [...trials.values()]
        .filter((t) => t.strategy === strategy && t.dataFingerprint === dataFingerprint)
        .sort((a, b) => (a.runId < b.runId ? -1 : 1)),
  };
}
