import { beforeAll, describe, expect, it } from 'vitest';
import { atOnce } from '../../../lib/core/sliced-work';
import { newColumnStore } from '../../../lib/kernels/runtime';
import type { BarColumns } from '../../../lib/market/bars';
import { featureMatrixWork } from '../../../lib/models/feature-matrix';
import type { ModelRecipeInput } from '../../../lib/models/model-recipe.schema';
import { windowDatasetWork } from '../../../lib/models/window-dataset';
import { walkColumns } from '../../support/bars';
import { loadKernels } from '../../support/kernels';
import { recipeOf } from '../../support/models';

const datasetOf = (bars: BarColumns, recipe: ModelRecipeInput = {}) =>
  atOnce(windowDatasetWork(newColumnStore(), bars, recipeOf(recipe)));

const matrixOf = (bars: BarColumns, recipe: ModelRecipeInput = {}) =>
  atOnce(featureMatrixWork(newColumnStore(), bars, recipeOf(recipe).features));

describe('the windows of a recipe', () => {
  const bars = walkColumns(2000, 4);
  beforeAll(loadKernels);

  it('have the features by name, with no value during each one’s warm-up', () => {
    const { labels, columns } = matrixOf(bars);
    expect(labels).toEqual([
      'Log return',
      'ROC 5',
      'ROC 20',
      'Vol 30',
      'RSI 14',
      'BB position 20, 2',
    ]);
    expect(columns.map((column) => column.findIndex(Number.isFinite))).toEqual([
      1, 5, 20, 30, 14, 19,
    ]);
  });

  it('take a price relative to the close where asked to', () => {
    const { labels, columns } = matrixOf(bars, {
      features: [
        { indicator: 'sma', params: { period: 10 } },
        { indicator: 'sma', params: { period: 10 }, as: 'relative-to-close' },
        { indicator: 'bollinger', output: 2, as: 'relative-to-close' },
      ],
    });
    expect(labels[1]).toBe('SMA 10 / close');
    expect(labels[2]).toMatch(/^BB.* \/ close$/);
    for (let i = 0; i < 2000; i++) {
      expect(columns[1]![i]).toBe(columns[0]![i]! / bars.close[i]! - 1);
    }
  });

  it('lie in three parts in order of time with a purge of the horizon between them', () => {
    const { plan, parts, learnedUntil } = datasetOf(bars, { horizon: 7, lookback: 16 });
    expect(plan.bars).toBe(2000);
    const { training, validation, test } = parts;
    // 70 % are learned from, a fifth of them is for stopping.
    expect(training.ends[0]).toBe(30 + 15);
    expect(training.ends.at(-1)).toBe(1120 - 1 - 7);
    expect(validation.ends[0]).toBe(1120);
    expect(validation.ends.at(-1)).toBe(1400 - 1 - 7);
    expect(test.ends[0]).toBe(1400);
    expect(test.ends.at(-1)).toBe(2000 - 1 - 7);
    expect(learnedUntil).toBe(bars.time[1399]);
    expect(plan.purgedBars).toBe(7);
    expect(plan.samples).toEqual({
      training: training.count,
      validation: validation.count,
      test: test.count,
    });
    expect(plan.spans.test).toEqual([bars.time[1400], bars.time[1992]]);
  });

  it('are labelled with the return over the horizon from their last close', () => {
    const { parts } = datasetOf(bars, { horizon: 7 });
    for (const { ends, returns } of Object.values(parts)) {
      ends.forEach((end, k) => {
        expect(returns[k]).toBe(bars.close[end + 7]! / bars.close[end]! - 1);
      });
    }
  });

  it('are gathered oldest bar first, scaled by the training part alone', () => {
    const recipe = { lookback: 9 };
    const dataset = datasetOf(bars, recipe);
    const { columns } = matrixOf(bars, recipe);
    const { mean, scale } = dataset.scaler;
    const inputs = new Float32Array(2 * dataset.windowSize);
    const chosen = [5, 200];
    dataset.gather('test', chosen, inputs);
    chosen.forEach((row, s) => {
      const end = dataset.parts.test.ends[row]!;
      for (let t = 0; t < 9; t++) {
        for (let f = 0; f < 6; f++) {
          const x = columns[f]![end - 8 + t]!;
          expect(inputs[s * dataset.windowSize + t * 6 + f]).toBe(
            Math.fround((x - mean[f]!) / scale[f]!),
          );
        }
      }
    });
    const learned = columns[4]!.slice(14, 1120);
    const average = learned.reduce((sum, x) => sum + x, 0) / learned.length;
    expect(mean[4]).toBeCloseTo(average, 9);
  });

  it('have targets of mean 0 and spread 1 over the training part', () => {
    const dataset = datasetOf(bars);
    const { count } = dataset.parts.training;
    const targets = new Float32Array(count);
    dataset.gatherTargets(
      'training',
      Array.from({ length: count }, (_, k) => k),
      targets,
    );
    const average = targets.reduce((sum, x) => sum + x, 0) / count;
    const spread = targets.reduce((sum, x) => sum + (x - average) ** 2, 0) / count;
    expect(average).toBeCloseTo(0, 5);
    expect(spread).toBeCloseTo(1, 5);
  });

  it('leave a constant feature as it is, with a note', () => {
    const constant = datasetOf(
      { ...bars, high: bars.close.map(() => 101), low: bars.close.map(() => 99) },
      { features: [{ indicator: 'rsi' }, { indicator: 'median-price' }] },
    );
    expect(constant.scaler.scale[1]).toBe(1);
    expect(constant.plan.notes.join(' ')).toMatch(/constant over the training part/);
  });

  it('leave out windows with a hole, and none of the others', () => {
    const close = bars.close.slice();
    close[600] = Number.NaN;
    const recipe: ModelRecipeInput = { lookback: 8, features: [{ indicator: 'log-return' }] };
    const { parts } = datasetOf({ ...bars, close }, recipe);
    const ends = [...parts.training.ends];
    // The return is missing at 600 and 601, and the label of 595.
    for (let i = 600; i <= 608; i++) expect(ends).not.toContain(i);
    expect(ends).not.toContain(595);
    for (const i of [594, 596, 599, 609]) expect(ends).toContain(i);
  });

  it('come with notes on few samples', () => {
    const few = datasetOf(walkColumns(400, 2)).plan.notes.join(' ');
    expect(few).toMatch(/Only \d+ windows to learn from/);
    expect(few).toMatch(/don’t overlap/);
    expect(datasetOf(walkColumns(12_000, 2)).plan.notes).toEqual([]);
    expect(datasetOf(bars, { hidden: 64 }).plan.notes[0]).toMatch(/learn them by heart/);
  });

  it('are refused where there are too few bars, with what to do', () => {
    expect(() => datasetOf(walkColumns(60, 2))).toThrow(/Choose data with more bars/);
    expect(() => datasetOf(walkColumns(2, 2))).toThrow(/too few to learn from/);
    expect(() =>
      datasetOf(walkColumns(300, 2), { features: [{ indicator: 'sma', params: { period: 250 } }] }),
    ).toThrow(/no value in the training part/);
    expect(() => datasetOf(bars, { features: [{ indicator: 'nonsense' }] })).toThrow(
      /no indicator "nonsense"/,
    );
  });
});
