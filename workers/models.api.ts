import type { JobProgress } from '../lib/core/job';
import type { DataRef } from '../lib/market/data-ref.schema';
import type { ModelRecipe, ModelRecipeInput } from '../lib/models/model-recipe.schema';

export type { DataRef, JobProgress, ModelRecipe, ModelRecipeInput };

export type TrainingBackend = 'webgpu' | 'wasm' | 'cpu';

/** What a backend is worth on this machine. */
export interface BackendTrial {
  readonly backend: TrainingBackend;
  /** ms a training step of this recipe; null where it is not to be had. */
  readonly stepMs: number | null;
  /** Why it is not to be had, or what is to be known of it (`software adapter`). */
  readonly note: string;
}

export interface EpochLoss {
  readonly epoch: number;
  readonly training: number;
  readonly validation: number;
}

/** What the features and the split of a recipe come to on data, before anything is trained. */
export interface TrainingPlan {
  readonly bars: number;
  /** Rows of windows [samples, look-back, features]. */
  readonly samples: {
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
  readonly features: readonly string[];
  /** UTC epoch ms of opens. Between the parts lie `purgedBars` bars, so that no label reaches over. */
  readonly spans: {
    readonly training: readonly [number, number];
    readonly validation: readonly [number, number];
    readonly test: readonly [number, number];
  };
  readonly purgedBars: number;
  readonly weights: number;
  /** What a user should know: too few samples, features that are nearly constant. */
  readonly notes: readonly string[];
}

/** A number with the interval a block bootstrap gives. */
export interface IntervalEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Out-of-sample quality of one predictor; null where there is no value. */
export interface PredictorScore {
  readonly name: 'LSTM' | 'Ridge regression' | 'Last return' | 'Zero';
  /** Rank correlation of prediction and return, 95 % interval by block bootstrap. */
  readonly ic: IntervalEstimate | null;
  /** Share of returns whose sign was right. */
  readonly hitRate: IntervalEstimate | null;
  readonly rSquared: number | null;
  readonly fitMs: number;
}

/** A finished training. */
export interface TrainingReport {
  readonly plan: TrainingPlan;
  readonly losses: readonly EpochLoss[];
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
  readonly backend: TrainingBackend;
  readonly trials: readonly BackendTrial[];
  /** The network first, then the baselines. */
  readonly scores: readonly PredictorScore[];
  /** One honest sentence in plain words. */
  readonly verdict: string;
  /** How many models were trained on these data so far, this one included. */
  readonly modelsTried: number;
  readonly elapsedMs: number;
}

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
