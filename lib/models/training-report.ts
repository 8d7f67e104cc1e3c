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
  /**
   * UTC epoch ms of opens: of the last bars of the first and the last window of each part. Between the parts lie
   * `purgedBars` bars, so that no label reaches over.
   */
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
