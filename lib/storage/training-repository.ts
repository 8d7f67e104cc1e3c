import { latestTraining, type TrainingStore } from '../models/training/training-store';
import type { LookbackDatabase } from './database';
import { guarded } from './storage-error';

/** Trainings that have not ended, in IndexedDB. */
export function createTrainingRepository({ trainings }: LookbackDatabase): TrainingStore {
  return {
    list: () => guarded(async () => (await trainings.toArray()).sort(latestTraining)),
    find: (id) => guarded(async () => (await trainings.get(id)) ?? null),
    save: (record) => guarded(async () => void (await trainings.put(record))),
    remove: (id) => guarded(() => trainings.delete(id)),
  };
}
