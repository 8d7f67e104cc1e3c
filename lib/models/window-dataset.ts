import { countText } from '../core/count-text';
import { ConfigError } from '../core/errors';
import type { TimestampMs } from '../core/nominal';
import { type SlicedWork, stepValues } from '../core/sliced-work';
import type { ColumnStore } from '../kernels/column-store';
import type { BarColumns } from '../market/bars';
import { type FeatureMatrix, featureMatrixWork } from './feature-matrix';
import { type FeatureScaler, fitColumn, fitScaler, scaledRows } from './feature-scaler';
import { lstmWeightCount } from './model-artefact';
import type { ModelRecipe } from './model-recipe.schema';
import type { TrainingPlan } from './training-report';
import { type PartName, partNames, splitBars, type WindowSplit } from './window-split';

/** The windows of one part, in order of time. */
export interface WindowPart {
  readonly count: number;
  /** Index of the last bar of each window. */
  readonly ends: Int32Array;
  /** What is to be predicted: close[end + horizon] / close[end] − 1. */
  readonly returns: Float64Array;
}

/** Below this a network learns little but noise, and no interval says much. */
const fewSamples = 500;

/**
 * Windows [samples, look-back, features] over bars, gathered batch by batch: scaled rows are kept once, as windows that
 * follow one another share all but one of them. No window holds a missing value.
 */
export class WindowDataset {
  constructor(
    readonly plan: TrainingPlan,
    readonly recipe: Pick<ModelRecipe, 'lookback' | 'horizon'>,
    readonly parts: Readonly<Record<PartName, WindowPart>>,
    readonly scaler: FeatureScaler['scaler'],
    /** Of the training part's returns: target = (return − mean) / scale. */
    readonly target: { readonly mean: number; readonly scale: number },
    /** Open time of the last bar whose price training and validation may have seen. */
    readonly learnedUntil: TimestampMs,
    private readonly rows: Float32Array,
  ) {}

  get features(): number {
    return this.scaler.mean.length;
  }

  /** Floats of one window. */
  get windowSize(): number {
    return this.recipe.lookback * this.features;
  }

  /**
   * Copies windows of a part, oldest bar first, to the beginning of `inputs`.
   * @param chosen numbers of windows within the part
   * @param inputs at least `chosen.length · windowSize` long
   */
  gather(part: PartName, chosen: ArrayLike<number>, inputs: Float32Array): void {
    const { ends } = this.parts[part];
    const size = this.windowSize;
    for (let k = 0; k < chosen.length; k++) {
      const stop = (ends[chosen[k]!]! + 1) * this.features;
      inputs.set(this.rows.subarray(stop - size, stop), k * size);
    }
  }

  /** Scaled targets of the same windows. */
  gatherTargets(part: PartName, chosen: ArrayLike<number>, targets: Float32Array): void {
    const { returns } = this.parts[part];
    const { mean, scale } = this.target;
    for (let k = 0; k < chosen.length; k++) targets[k] = (returns[chosen[k]!]! - mean) / scale;
  }

  /** The scaled features of one bar, for models that look at few bars. Finite within every window. */
  row(bar: number): Float32Array {
    return this.rows.subarray(bar * this.features, (bar + 1) * this.features);
  }
}

/**
 * Computes features, splits, and scales by the training part alone.
 * @param store of an instance of its own
 * @throws {ConfigError} for features that can't be computed, or where a part has no window
 */
export function* windowDatasetWork(
  store: ColumnStore,
  bars: BarColumns,
  recipe: ModelRecipe,
): SlicedWork<WindowDataset> {
  const length = bars.time.length;
  const split = splitBars(length, recipe);
  const matrix = yield* featureMatrixWork(store, bars, recipe.features);
  assertValues(matrix, split.training);
  const { scaler, notes } = fitScaler(matrix, split.training);
  yield matrix.columns.length * split.training[1];
  const rows = yield* scaledRows(matrix, scaler);
  const runs = yield* completeRuns(rows, matrix.columns.length);
  const parts = {} as Record<PartName, WindowPart>;
  for (const name of partNames) {
    parts[name] = windowsOf(bars.close, runs, split[name], recipe);
    yield split[name][1] - split[name][0];
  }
  assertWindows(parts, recipe, length);
  const { mean, scale } = fitColumn(parts.training.returns);
  return new WindowDataset(
    planOf(bars, recipe, matrix, parts, [...notes, ...sampleNotes(parts, recipe)]),
    recipe,
    parts,
    scaler,
    { mean, scale },
    bars.time[split.validation[1] - 1]! as TimestampMs,
    rows,
  );
}

/** How many bars in a row, the present one included, have a value of every feature. */
function* completeRuns(rows: Float32Array, features: number): SlicedWork<Int32Array> {
  const runs = new Int32Array(rows.length / features);
  let run = 0;
  for (let i = 0; i < runs.length; i++) {
    let isComplete = true;
    for (let k = i * features; k < (i + 1) * features; k++) {
      // An infinity is what single precision can't hold: no value either.
      if (!Number.isFinite(rows[k]!)) isComplete = false;
    }
    run = isComplete ? run + 1 : 0;
    runs[i] = run;
    if (i % stepValues === 0) yield stepValues * features;
  }
  return runs;
}

function windowsOf(
  close: Float64Array,
  runs: Int32Array,
  [from, to]: WindowSplit[PartName],
  { lookback, horizon }: Pick<ModelRecipe, 'lookback' | 'horizon'>,
): WindowPart {
  const ends: number[] = [];
  const returns: number[] = [];
  for (let i = from; i + horizon < to; i++) {
    if (runs[i]! < lookback) continue;
    const change = close[i + horizon]! / close[i]! - 1;
    if (!Number.isFinite(change)) continue;
    ends.push(i);
    returns.push(change);
  }
  return {
    count: ends.length,
    ends: Int32Array.from(ends),
    returns: Float64Array.from(returns),
  };
}

function assertValues(
  { columns, labels }: FeatureMatrix,
  [from, to]: WindowSplit['training'],
): void {
  columns.forEach((column, k) => {
    if (column.subarray(from, to).some((value) => Number.isFinite(value))) return;
    throw new ConfigError(
      `${labels[k]} has no value in the training part, ${countText(to)} bars. Leave it out, or choose data with more bars.`,
      'recipe.features',
    );
  });
}

function assertWindows(
  parts: Readonly<Record<PartName, WindowPart>>,
  { lookback, horizon }: ModelRecipe,
  bars: number,
): void {
  for (const name of partNames) {
    if (parts[name].count >= 2) continue;
    throw new ConfigError(
      `${countText(bars)} bars leave no ${name} windows of ${lookback} bars with a return over ${horizon} bars. Choose data with more bars, a shorter look-back or another split.`,
      'recipe.lookback',
    );
  }
}

function planOf(
  { time }: BarColumns,
  { features, hidden, horizon }: ModelRecipe,
  matrix: FeatureMatrix,
  parts: Readonly<Record<PartName, WindowPart>>,
  notes: readonly string[],
): TrainingPlan {
  const span = ({ ends }: WindowPart): readonly [number, number] => [
    time[ends[0]!]!,
    time[ends[ends.length - 1]!]!,
  ];
  const { training, validation, test } = parts;
  return {
    bars: time.length,
    samples: { training: training.count, validation: validation.count, test: test.count },
    features: matrix.labels,
    spans: { training: span(training), validation: span(validation), test: span(test) },
    purgedBars: horizon,
    weights: lstmWeightCount(features.length, hidden),
    notes,
  };
}

function sampleNotes(
  { training, test }: Readonly<Record<PartName, WindowPart>>,
  { features, hidden, horizon }: ModelRecipe,
): string[] {
  const notes: string[] = [];
  const weights = lstmWeightCount(features.length, hidden);
  if (training.count < fewSamples) {
    notes.push(
      `Only ${countText(training.count)} windows to learn from: expect noise. A few thousand are a fair start.`,
    );
  } else if (training.count < weights) {
    notes.push(
      `${countText(weights)} weights learn from ${countText(training.count)} windows: they can learn them by heart. Fewer units overfit less.`,
    );
  }
  const independent = Math.floor(test.count / horizon);
  if (independent < 100) {
    notes.push(
      `The test has ${countText(independent)} returns over ${horizon} bars that don’t overlap: its intervals will be wide.`,
    );
  }
  return notes;
}
