import type { DataRef } from '../../market/data-ref.schema';
import type { ModelRecipe } from '../model-recipe.schema';
import type { BackendTrial, EpochLoss, TrainingBackend } from '../training-report';
import type { TrainerState } from './lstm-trainer';

/** Where a training stands after an epoch: it goes on from here with the losses it would have had anyway. */
export interface TrainingCheckpoint {
  readonly backend: TrainingBackend;
  readonly trials: readonly BackendTrial[];
  readonly state: TrainerState;
  /** Of all epochs so far; their number tells the epoch, from which the order of the next follows. */
  readonly losses: readonly EpochLoss[];
  /** Weights of the epoch with the least validation loss; before the first epoch those it began with. */
  readonly best: { readonly epoch: number; readonly weights: Float32Array };
  readonly elapsedMs: number;
}

/** A training that has not ended, as it is kept. Plain data and typed arrays. */
export interface TrainingRecord {
  readonly id: string;
  /** Name of the model to be. */
  readonly name: string;
  readonly dataName: string;
  readonly data: DataRef;
  readonly dataFingerprint: string;
  readonly recipe: ModelRecipe;
  /** UTC epoch ms. */
  readonly savedAt: number;
  readonly checkpoint: TrainingCheckpoint;
}

/** Trainings that have not ended, by id. */
export interface TrainingStore {
  /** Latest first. */
  list(): Promise<readonly TrainingRecord[]>;
  find(id: string): Promise<TrainingRecord | null>;
  /** In place of what was kept of it. */
  save(record: TrainingRecord): Promise<void>;
  /** One that isn't there is no error. */
  remove(id: string): Promise<void>;
}

/** Latest first; equal times in order of id. */
export const latestTraining = (a: TrainingRecord, b: TrainingRecord): number =>
  b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1);

/** Trainings in memory, gone with the page. */
export function createMemoryTrainings(): TrainingStore {
  const records = new Map<string, TrainingRecord>();
  return {
    list: async () => [...records.values()].sort(latestTraining),
    find: async (id) => records.get(id) ?? null,
    save: async (record) => void records.set(record.id, record),
    remove: async (id) => void records.delete(id),
  };
}
