import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { FeatureMatrix } from './feature-matrix';

/** z = (x − mean) / scale of each feature, and what is to be known of it. */
export interface FeatureScaler {
  readonly scaler: { readonly mean: readonly number[]; readonly scale: readonly number[] };
  readonly notes: readonly string[];
}

/** A spread this small beside the mean is what rounding leaves of a constant. */
const flatSpread = 1e-9;

/**
 * Mean and standard deviation of each feature over its values at bars `[from, to)`, of which there must be one. Where a
 * feature is constant there its scale is 1, so that it says nothing.
 */
export function fitScaler(
  { columns, labels }: FeatureMatrix,
  [from, to]: readonly [number, number],
): FeatureScaler {
  const mean: number[] = [];
  const scale: number[] = [];
  const notes: string[] = [];
  columns.forEach((column, k) => {
    const fitted = fitColumn(column.subarray(from, to).filter(Number.isFinite));
    mean.push(fitted.mean);
    scale.push(fitted.scale);
    if (fitted.isFlat) {
      notes.push(`${labels[k]} is constant over the training part: nothing is learned from it.`);
    }
  });
  return { scaler: { mean, scale }, notes };
}

/** Mean and standard deviation (n in the denominator) in two passes; scale 1 where the values hardly vary. */
export function fitColumn(values: ArrayLike<number>): {
  readonly mean: number;
  readonly scale: number;
  readonly isFlat: boolean;
} {
  const n = values.length;
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]! - first;
  const mean = first + sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  const deviation = Math.sqrt(squares / n);
  const isFlat = !(deviation > flatSpread * Math.abs(mean));
  return { mean, scale: isFlat ? 1 : deviation, isFlat };
}

/** Rows of scaled features, bar after bar, in single precision: what networks read. */
export function* scaledRows(
  { columns, length }: FeatureMatrix,
  { mean, scale }: FeatureScaler['scaler'],
): SlicedWork<Float32Array> {
  const features = columns.length;
  const rows = new Float32Array(length * features);
  for (let k = 0; k < features; k++) {
    const column = columns[k]!;
    for (let from = 0; from < length; from += stepValues) {
      const to = Math.min(length, from + stepValues);
      for (let i = from; i < to; i++) rows[i * features + k] = (column[i]! - mean[k]!) / scale[k]!;
      yield to - from;
    }
  }
  return rows;
}
