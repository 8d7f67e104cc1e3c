import type { JobProgress } from '../lib/core/job';
import type { DataRef } from '../lib/market/data-ref.schema';
import type { ModelRecipe, ModelRecipeInput } from '../lib/models/model-recipe.schema';
import type { TrainingStep } from '../lib/models/training/training-step';
import type {
  BackendTrial,
  EpochLoss,
  IntervalEstimate,
  PredictorScore,
  TrainingBackend,
  TrainingPlan,
  TrainingReport,
} from '../lib/models/training-report';

export type {
  BackendTrial,
  DataRef,
  EpochLoss,
  IntervalEstimate,
  JobProgress,
  ModelRecipe,
  ModelRecipeInput,
  PredictorScore,
  TrainingBackend,
  TrainingPlan,
  TrainingReport,
  TrainingStep,
};

interface ModelEntry {
  /** SHA-256 of the artefact; a strategy names it by this. */
  readonly hash: string;
  readonly name: string;
  readonly savedAt: number;
  readonly bytes: number;
}

/** A model of the library that says how it came about. */
export interface TrainedListing extends ModelEntry {
  readonly dataName: string;
  readonly data: DataRef;
  readonly dataFingerprint: string;
  readonly recipe: ModelRecipe;
  readonly report: TrainingReport;
}

/** One that doesn't: it came with a link, or from a file that holds the weights alone. */
export interface BareListing extends ModelEntry {
  readonly dataName: null;
  readonly data: null;
  readonly dataFingerprint: null;
  readonly recipe: null;
  readonly report: null;
}

/** A model of the library. */
export type ModelListing = TrainedListing | BareListing;

/** A training that has not ended: it can be taken up again after a reload. */
export interface UnfinishedTraining {
  readonly id: string;
  /** Of the model to be. */
  readonly name: string;
  readonly dataName: string;
  readonly data: DataRef;
  readonly recipe: ModelRecipe;
  readonly losses: readonly EpochLoss[];
  readonly savedAt: number;
  /** Whether this or another tab is at it now. */
  readonly isRunning: boolean;
}

/** The training worker, as the page calls it through its client. Every method may reject with a named error. */
export interface ModelsApi {
  plan(data: DataRef, recipe: ModelRecipeInput): Promise<TrainingPlan>;
  /**
   * Trains, judges and keeps a model. Its state is kept after every epoch.
   * Cancelling keeps the checkpoint: {@link resume} goes on from there, {@link discard} drops it.
   * @param name left out: one made from the recipe and the data's name
   */
  train(data: DataRef, recipe: ModelRecipeInput, name?: string): Promise<TrainedListing>;
  /** Those that were begun and neither finished nor discarded, the running ones included. */
  unfinished(): Promise<readonly UnfinishedTraining[]>;
  /** Goes on from the last epoch that was kept. Refused while this or another tab is at it. */
  resume(id: string): Promise<TrainedListing>;
  /** Refused while this or another tab is at it. */
  discard(id: string): Promise<void>;
  list(): Promise<readonly ModelListing[]>;
  rename(hash: string, name: string): Promise<void>;
  /** Kept aside for an hour so that it can be undone. */
  remove(hash: string): Promise<void>;
  restore(hash: string): Promise<void>;
  /** Recipe and weights as JSON, for the command line and for keeping. */
  exportJson(hash: string): Promise<Uint8Array>;
  importJson(bytes: Uint8Array, name: string): Promise<ModelListing>;
}
