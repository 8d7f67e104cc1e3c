import type { IndicatorInstance } from '../indicators/indicator';
import type { ColumnStore } from '../kernels/column-store';
import { LstmRun } from '../kernels/nets';
import { type BarFieldColumns, modelFeatures } from './feature-columns';
import type { ModelArtefact } from './model-artefact';

/** What a prediction is computed from. */
export interface PredictionInputs {
  readonly bars: BarFieldColumns;
  /** Opens of the bars, UTC epoch ms; those up to where the column is advanced must be there. */
  readonly time: Float64Array;
  /** Bars the columns can hold. */
  readonly capacity: number;
}

/**
 * A model's prediction as a column, like an indicator's: at bar t the return it expects from the close of t to the close
 * of t + horizon, as a fraction. NaN until every feature of a whole window has a value, and at bars it may have learned
 * from, `time ≤ learnedUntil`: what it says of those is no prediction.
 */
export function predictionColumn(
  store: ColumnStore,
  artefact: ModelArtefact,
  { bars, time, capacity }: PredictionInputs,
): IndicatorInstance {
  const features = modelFeatures(store, bars, artefact.features, capacity);
  const { hidden, lookback, scaler, target, weights, learnedUntil } = artefact;
  const net = { features: artefact.features.length, hidden, lookback, scaler, target, weights };
  const run = new LstmRun(store, net, features.outputs, capacity);
  return {
    outputs: [run.output],
    advance(from, to) {
      features.advance(from, to);
      let first = from;
      while (first < to && time[first]! <= learnedUntil) first++;
      run.advance(from, to, first);
    },
  };
}
