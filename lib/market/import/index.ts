export type { DroppedRow } from './assemble-bars';
export {
  type ImportRates,
  type InspectRates,
  importRates,
  inspectRates,
  namesRate,
  type RatesAnswers,
} from './import-rates';
export {
  type ImportOptions,
  ImportSession,
  importByRecipe,
  inspectImport,
} from './import-session';
export { type ImportLimits, importLimits } from './limits';
export { type ImportRecipe, importRecipeSchema } from './recipe.schema';
export type * from './types';
