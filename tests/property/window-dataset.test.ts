import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { atOnce } from '../../lib/core/sliced-work';
import { newColumnStore } from '../../lib/kernels/runtime';
import type { BarColumns } from '../../lib/market/bars';
import type { ModelRecipeInput } from '../../lib/models/model-recipe.schema';
import { type WindowDataset, windowDatasetWork } from '../../lib/models/window-dataset';
import { type PartName, partNames, splitBars } from '../../lib/models/window-split';
import { walkColumns } from '../support/bars';
import { loadKernels } from '../support/kernels';
import { recipeOf } from '../support/models';

const length = 500;
const recipes: fc.Arbitrary<ModelRecipeInput> = fc.record({
  lookback: fc.integer({ min: 2, max: 40 }),
  horizon: fc.integer({ min: 1, max: 12 }),
  trainShare: fc.double({ min: 0.5, max: 0.8, noNaN: true }),
  validationShare: fc.double({ min: 0.15, max: 0.4, noNaN: true }),
});

const datasetOf = (bars: BarColumns, recipe: ModelRecipeInput): WindowDataset =>
  atOnce(windowDatasetWork(newColumnStore(), bars, recipeOf(recipe)));

/** Everything a model sees of a part. */
function seen(dataset: WindowDataset, part: PartName) {
  const { count, ends, returns } = dataset.parts[part];
  const all = Array.from({ length: count }, (_, k) => k);
  const inputs = new Float32Array(count * dataset.windowSize);
  const targets = new Float32Array(count);
  dataset.gather(part, all, inputs);
  dataset.gatherTargets(part, all, targets);
  return { ends, returns, inputs, targets, scaler: dataset.scaler, target: dataset.target };
}

function altered(bars: ReturnType<typeof walkColumns>, from: number, seed: number): BarColumns {
  const other = walkColumns(length, seed + 1);
  const changed = { ...bars };
  for (const field of ['open', 'high', 'low', 'close', 'volume'] as const) {
    changed[field] = bars[field].map((value, i) => (i < from ? value : 3 * other[field][i]!));
  }
  return changed;
}

describe('a windowed data set', () => {
  beforeAll(loadKernels);

  it('shows nothing of a bar after a part’s end in that part: not in features, labels or scaler', () => {
    fc.assert(
      fc.property(recipes, fc.integer({ min: 1, max: 1e6 }), (recipe, seed) => {
        const bars = walkColumns(length, seed);
        const whole = datasetOf(bars, recipe);
        const split = splitBars(length, recipeOf(recipe));
        for (const part of ['training', 'validation'] as const) {
          const other = datasetOf(altered(bars, split[part][1], seed), recipe);
          expect(seen(other, part)).toEqual(seen(whole, part));
          // What comes after is not the same, or this would say nothing.
          expect(seen(other, 'test').returns).not.toEqual(seen(whole, 'test').returns);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('holds no missing value in any window, whatever bars are missing', () => {
    fc.assert(
      fc.property(
        recipes,
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(fc.integer({ min: 0, max: length - 1 }), { maxLength: 5 }),
        (recipe, seed, holes) => {
          const bars = walkColumns(length, seed);
          for (const hole of holes) bars.close[hole] = Number.NaN;
          let dataset: WindowDataset;
          try {
            dataset = datasetOf(bars, recipe);
          } catch (error) {
            expect(String(error)).toMatch(/bars/);
            return;
          }
          for (const part of partNames) {
            const { inputs, targets, returns } = seen(dataset, part);
            expect(inputs.every(Number.isFinite)).toBe(true);
            expect(targets.every(Number.isFinite)).toBe(true);
            expect(returns.every(Number.isFinite)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has no label that reaches into a later part', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const { parts, recipe: used } = datasetOf(walkColumns(length, 3), recipe);
        const last = (part: PartName) => parts[part].ends.at(-1)! + used.horizon;
        expect(last('training')).toBeLessThan(parts.validation.ends[0]!);
        expect(last('validation')).toBeLessThan(parts.test.ends[0]!);
        expect(last('test')).toBeLessThan(length);
      }),
      { numRuns: 30 },
    );
  });
});
