import type { DataRef } from '../market/data-ref.schema';
import type { ModelRecipe } from './model-recipe.schema';
import type { TrainingReport } from './training-report';

/** How a model came about: the data, the recipe, and what came of the training. */
export interface ModelAbout {
  readonly dataName: string;
  readonly data: DataRef;
  readonly dataFingerprint: string;
  readonly recipe: ModelRecipe;
  readonly report: TrainingReport;
}
