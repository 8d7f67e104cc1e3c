import type { SlicedWork } from '../core/sliced-work';
import type { ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import { barFieldColumns, featureLabel, modelFeatures } from './feature-columns';
import type { FeatureChoice } from './model-recipe.schema';

/** The features of a recipe over all bars. */
export interface FeatureMatrix {
  readonly labels: readonly string[];
  /** One column a feature, as long as the bars, NaN where it has no value. */
  readonly columns: readonly Float64Array[];
  readonly length: number;
}

const sliceBars = 16_384;

/**
 * Computes the features of a recipe from bars, in slices.
 * @param store of an instance of its own: its memory holds every indicator at once
 * @throws {ConfigError} for an unknown indicator, a refused parameter or an output it doesn't have
 */
export function* featureMatrixWork(
  store: ColumnStore,
  bars: BarColumns,
  choices: readonly FeatureChoice[],
): SlicedWork<FeatureMatrix> {
  const length = bars.time.length;
  const columns = barFieldColumns(store, bars);
  const features = modelFeatures(store, columns, choices, length);
  for (let from = 0; from < length; from += sliceBars) {
    const to = Math.min(length, from + sliceBars);
    features.advance(from, to);
    yield (to - from) * choices.length * 4;
  }
  const copies: Float64Array[] = [];
  for (const column of features.outputs) copies.push(yield* store.copying(column, 0, length));
  return { labels: choices.map(featureLabel), columns: copies, length };
}
