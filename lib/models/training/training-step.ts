import type { BackendTrial, EpochLoss, TrainingPlan } from '../training-report';

/** What a training tells while it runs. */
export type TrainingStep =
  | { readonly kind: 'plan'; readonly plan: TrainingPlan }
  /** Backends are tried in turn: all that were so far. */
  | { readonly kind: 'backends'; readonly trials: readonly BackendTrial[] }
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly epochs: number;
      /** Fraction of the epoch. */
      readonly within: number;
      readonly stepMs: number;
      /** If it goes through all epochs; it often stops earlier. */
      readonly leftMs: number | null;
    }
  | { readonly kind: 'epoch'; readonly loss: EpochLoss; readonly isBest: boolean }
  /** The best network meets the test part. */
  | { readonly kind: 'judging' };
