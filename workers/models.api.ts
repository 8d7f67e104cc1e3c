import type { JobProgress } from '../lib/core/job';
import type { DataRef } from '../lib/market/data-ref.schema';
import type { ModelRecipe, ModelRecipeInput } from '../lib/models/model-recipe.schema';
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
};

/** A model of the library. */
export interface ModelListing {
  /** SHA-256 of the artefact; a strategy names it by this. */
  readonly hash: string;
  readonly name: string;
  readonly dataName: string;
  readonly data: DataRef;
  readonly dataFingerprint: string;
  readonly recipe: ModelRecipe;
  readonly report: TrainingReport;
  readonly savedAt: number;
  readonly bytes: number;
}

/** A training that has not ended: it can be taken up again after a reload. */
export interface UnfinishedTraining {
  readonly id: string;
  readonly dataName: string;
  readonly data: DataRef;
  readonly recipe: ModelRecipe;
  readonly losses: readonly EpochLoss[];
  readonly savedAt: number;
  /** Whether this or another tab is at it now. */
  readonly isRunning: boolean;
}

export type TrainingStep =
  | { readonly kind: 'plan'; readonly plan: TrainingPlan }
  /** Backends are tried in turn. */
  | { readonly kind: 'backends'; readonly trials: readonly BackendTrial[] }
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly epochs: number;
      /** Fraction of the epoch. */
      readonly within: number;
      readonly stepMs: number;
      readonly leftMs: number | null;
    }
  | { readonly kind: 'epoch'; readonly loss: EpochLoss; readonly isBest: boolean }
  | { readonly kind: 'judging' };

/** The training worker, as the page calls it through its client. Every method may reject with a named error. */
export interface ModelsApi {
  plan(data: DataRef, recipe: ModelRecipeInput): Promise<TrainingPlan>;
  /**
   * Trains, judges and keeps a model. Its state is kept after every epoch.
   * Cancelling keeps the checkpoint: {@link resume} goes on from there, {@link discard} drops it.
   */
  train(data: DataRef, recipe: ModelRecipeInput, name?: string): Promise<ModelListing>;
  unfinished(): Promise<readonly UnfinishedTraining[]>;
  resume(id: string): Promise<ModelListing>;
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
