import type { LookbackDatabase } from './database';
import type { RunRecord } from './run-record';
import { guarded, missingRun } from './storage-error';
import type { RunRepository, TrialRepository } from './store';

/** Latest first; equal times in order of runId. */
export const latestFirst = (a: RunRecord, b: RunRecord): number =>
  b.savedAt - a.savedAt || (a.runId < b.runId ? -1 : 1);

/** Runs in IndexedDB. */
export function createRunRepository(database: LookbackDatabase): RunRepository {
  const { runs } = database;
  const change = (runId: string, changes: Partial<RunRecord>): Promise<void> =>
    guarded(() =>
      database.transaction('rw', runs, async () => {
        if ((await runs.get(runId)) === undefined) throw missingRun(runId);
        await runs.update(runId, changes);
      }),
    );
  const inUse = () => runs.filter((run) => run.removedAt === null);
  return {
    list: () => guarded(async () => (await inUse().toArray()).sort(latestFirst)),
    find: (runId) =>
      guarded(async () => {
        const run = await runs.get(runId);
        return run === undefined || run.removedAt !== null ? null : run;
      }),
    save: (run) =>
      guarded(() =>
        database.transaction('rw', runs, async () => {
          const before = await runs.get(run.runId);
          const record: RunRecord = { ...run, name: before?.name ?? run.title, removedAt: null };
          await runs.put(record);
          return record;
        }),
      ),
    rename: (runId, name) => change(runId, { name }),
    remove: (runId, at) => change(runId, { removedAt: at }),
    restore: (runId) => change(runId, { removedAt: null }),
    purge: (before) =>
      guarded(() =>
        database.transaction('rw', runs, async () => {
          const due = await runs
            .filter((run) => run.removedAt !== null && run.removedAt < before)
            .primaryKeys();
          await runs.bulkDelete(due);
          return due;
        }),
      ),
    countByData: () =>
      guarded(async () => {
        const counts = new Map<string, number>();
        await inUse().each((run) => {
          counts.set(run.dataFingerprint, (counts.get(run.dataFingerprint) ?? 0) + 1);
        });
        return counts;
      }),
  };
}

/** Trials in IndexedDB. */
export function createTrialRepository(database: LookbackDatabase): TrialRepository {
  return {
    record: (trial) => guarded(async () => void (await database.trials.put(trial))),
    recordAll: (trials) =>
      guarded(() =>
        database.transaction('rw', database.trials, async () => {
          await database.trials.bulkPut([...trials]);
        }),
      ),
    of: (strategy, dataFingerprint) =>
      guarded(() =>
        database.trials
          .where('[strategy+dataFingerprint]')
          .equals([strategy, dataFingerprint])
          .sortBy('runId'),
      ),
  };
}
