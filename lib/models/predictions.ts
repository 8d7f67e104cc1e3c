import type { SlicedWork } from '../core/sliced-work';
import type { ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import { barFieldColumns, featureLookback } from './feature-columns';
import type { ModelArtefact } from './model-artefact';
import { predictionColumn } from './prediction-column';

/** Products between two yields: about 5 ms. */
const sliceProducts = 10_000_000;

/** Bars of an artefact's prediction that are computed in about 5 ms, windows of its features included; at least one. */
export function barsPerSlice({ features, hidden, lookback }: ModelArtefact): number {
  let products = 4 * hidden * (features.length + lookback * (hidden + 8));
  for (const choice of features) products += 20 * featureLookback(choice);
  return Math.max(1, Math.floor(sliceProducts / products));
}

/**
 * A model's predictions at all bars, in slices; NaN where there is none, see prediction-column.ts.
 * @param store of an instance of its own
 */
export function* predictionsWork(
  store: ColumnStore,
  bars: BarColumns,
  artefact: ModelArtefact,
): SlicedWork<Float64Array> {
  const capacity = bars.time.length;
  const columns = barFieldColumns(store, bars);
  const run = predictionColumn(store, artefact, { bars: columns, time: bars.time, capacity });
  const step = barsPerSlice(artefact);
  for (let from = 0; from < capacity; from += step) {
    const to = Math.min(capacity, from + step);
    run.advance(from, to);
    // As many values as take the time a full slice of products does.
    yield Math.floor((500_000 * (to - from)) / step);
  }
  return yield* store.copying(run.outputs[0]!, 0, capacity);
}
