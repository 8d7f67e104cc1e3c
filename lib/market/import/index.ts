export type { DroppedRow } from './assemble-bars';
export { isNamedAlike } from './factor-file';
export {
  type ImportRates,
  type InspectRates,
  importRates,
  inspectRates,
  isRatesFile,
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
