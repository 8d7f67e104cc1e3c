import * as z from 'zod/mini';
import { type ModelRecipe, modelRecipeSchema } from '../../../lib/models/model-recipe.schema';
import type {
  BackendTrial,
  DataRef,
  EpochLoss,
  ModelListing,
  TrainingPlan,
  UnfinishedTraining,
} from '../../../workers/models.api';
import { createStore, useStore } from '../../_hooks/external-store';
import type { LabError } from '../../_hooks/lab-store';

/** A training under way on this page. */
export interface RunningTraining {
  readonly recipe: ModelRecipe;
  readonly plan: TrainingPlan | null;
  readonly trials: readonly BackendTrial[];
  readonly losses: readonly EpochLoss[];
  readonly bestEpoch: number | null;
  readonly epoch: number;
  /** Fraction of the epoch. */
  readonly within: number;
  readonly stepMs: number | null;
  readonly leftMs: number | null;
  /** What is being done, in words. */
  readonly doing: string;
  readonly isCancelling: boolean;
}

export interface ModelsState {
  /** null = not read yet. */
  readonly models: readonly ModelListing[] | null;
  readonly unfinished: readonly UnfinishedTraining[];
  readonly data: DataRef;
  readonly recipe: ModelRecipe;
  /** What the recipe comes to on the data; null = not known yet. */
  readonly plan: TrainingPlan | null;
  readonly planError: LabError | null;
  readonly training: RunningTraining | null;
  /** Model on the page; null = the recipe. */
  readonly shown: string | null;
  readonly error: LabError | null;
}

export const modelsStore = createStore<ModelsState>({
  models: null,
  unfinished: [],
  data: { kind: 'sample', id: 'sp500' },
  recipe: z.parse(modelRecipeSchema, {}),
  plan: null,
  planError: null,
  training: null,
  shown: null,
  error: null,
});

/** A part of the state; the component renders again when that part changes. */
export const useModels = <S>(select: (state: ModelsState) => S): S => useStore(modelsStore, select);
