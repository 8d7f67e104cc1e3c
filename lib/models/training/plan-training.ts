import type { JobControl } from '../../core/job';
import { inSlices } from '../../core/sliced-work';
import { newColumnStore } from '../../kernels/runtime';
import type { BarColumns } from '../../market/bars';
import type { ModelRecipe } from '../model-recipe.schema';
import { type WindowDataset, windowDatasetWork } from '../window-dataset';
import { assertFits, shapeOf } from './lstm-shape';

/**
 * The windows of a recipe, and with them its plan.
 * @throws {ConfigError} for features, a split or sizes that can't be
 */
export async function planTraining(
  bars: BarColumns,
  recipe: ModelRecipe,
  control: JobControl,
): Promise<WindowDataset> {
  assertFits(shapeOf(recipe.features.length, recipe), recipe.batch);
  return inSlices(windowDatasetWork(newColumnStore(), bars, recipe), control);
}
