import { barsFrom } from './columns';
import { columnNames, type DataSetRecord, describeDataSet, type NewDataSet } from './data-set';
import type { RunRecord, TrialRecord } from './run-record';
import { latestFirst } from './run-repository';
import { missingDataSet, missingRun } from './storage-error';
import type { DataSetRepository, LookbackStore, RunRepository, TrialRepository } from './store';

/** The repositories in memory, for browsers that refuse storage: everything works and is gone with the page. */
export function createMemoryStore(): LookbackStore {
  return {
    kept: false,
    dataSets: memoryDataSets(),
    runs: memoryRuns(),
    trials: memoryTrials(),
    close: () => undefined,
  };
}

function memoryDataSets(): DataSetRepository {
  const sets = new Map<string, { record: DataSetRecord; readonly set: NewDataSet }>();
  const held = (fingerprint: string, removedToo = false) => {
    const found = sets.get(fingerprint);
    if (found === undefined || (found.record.removedAt !== null && !removedToo)) {
      throw missingDataSet(fingerprint);
    }
    return found;
  };
  const change = (fingerprint: string, changes: Partial<DataSetRecord>, removedToo = false) => {
    const found = held(fingerprint, removedToo);
    found.record = { ...found.record, ...changes };
  };
  return {
    list: async () =>
      [...sets.values()]
        .map((entry) => entry.record)
        .filter((record) => record.removedAt === null)
        .sort((a, b) => b.savedAt - a.savedAt || (a.fingerprint < b.fingerprint ? -1 : 1)),
    find: async (fingerprint) => {
      const record = sets.get(fingerprint)?.record;
      return record === undefined || record.removedAt !== null ? null : record;
    },
    save: async (set, savedAt) => {
      const record = describeDataSet(set, savedAt);
      sets.set(record.fingerprint, { record, set });
      return record;
    },
    rename: async (fingerprint, name) => change(fingerprint, { name }),
    remove: async (fingerprint, at) => change(fingerprint, { removedAt: at }),
    restore: async (fingerprint) => change(fingerprint, { removedAt: null }, true),
    purge: async (before) => {
      const due = [...sets.values()]
        .filter(({ record }) => record.removedAt !== null && record.removedAt < before)
        .map(({ record }) => record.fingerprint);
      for (const fingerprint of due) sets.delete(fingerprint);
      return due;
    },
    loadBars: async (fingerprint) => {
      const { record, set } = held(fingerprint);
      const columns = Object.fromEntries(columnNames.map((name) => [name, set.bars[name]]));
      return barsFrom(record, columns as Parameters<typeof barsFrom>[1]);
    },
    droppedRows: async (fingerprint) => sets.get(fingerprint)?.set.dropped ?? [],
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
    of: async (strategy, dataFingerprint) =>
      [...trials.values()]
        .filter((t) => t.strategy === strategy && t.dataFingerprint === dataFingerprint)
        .sort((a, b) => (a.runId < b.runId ? -1 : 1)),
  };
}
