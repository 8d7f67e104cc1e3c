import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { atOnce } from '../../../lib/core/sliced-work';
import { newColumnStore } from '../../../lib/kernels/runtime';
import { solvePositiveDefinite } from '../../../lib/models/cholesky';
import { ridgeWork } from '../../../lib/models/ridge';
import { scoreWork } from '../../../lib/models/score';
import { windowDatasetWork } from '../../../lib/models/window-dataset';
import { walkColumns } from '../../support/bars';
import { loadKernels } from '../../support/kernels';
import { recipeOf } from '../../support/models';

/** A walk whose next change is partly the last one again. */
function persistentWalk(bars: number, seed: number, persistence: number) {
  const columns = walkColumns(bars, seed);
  const rng = createRng(seed + 1);
  let change = 0;
  let price = 100;
  for (let i = 0; i < bars; i++) {
    change = persistence * change + 0.004 * (rng.uniform() - 0.5);
    price *= 1 + change;
    columns.close[i] = price;
  }
  return columns;
}

const datasetOf = (bars: ReturnType<typeof walkColumns>) =>
  atOnce(
    windowDatasetWork(
      newColumnStore(),
      bars,
      recipeOf({
        lookback: 8,
        horizon: 2,
        features: [{ indicator: 'log-return' }, { indicator: 'rsi', params: { period: 10 } }],
      }),
    ),
  );

describe('solving a positive definite system', () => {
  it('gives x with A·x = b', () => {
    const rng = createRng(3);
    const n = 7;
    const b = Float64Array.from({ length: n }, () => rng.uniform());
    const root = Float64Array.from({ length: n * n }, () => rng.uniform() - 0.5);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) a[i * n + j]! += root[i * n + k]! * root[j * n + k]!;
        if (i === j) a[i * n + j]! += 0.1;
      }
    }
    const x = solvePositiveDefinite(a, b, n)!;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[i * n + j]! * x[j]!;
      expect(sum).toBeCloseTo(b[i]!, 10);
    }
  });

  it('has no answer for a matrix that is not', () => {
    expect(solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), 2)).toBeNull();
    expect(solvePositiveDefinite(Float64Array.of(0), Float64Array.of(1), 1)).toBeNull();
  });
});

describe('ridge regression', () => {
  beforeAll(loadKernels);

  it('finds a change that goes on, out of sample', () => {
    const dataset = datasetOf(persistentWalk(6000, 8, 0.5));
    const { testPredictions, penalty } = atOnce(ridgeWork(dataset));
    expect(testPredictions).toHaveLength(dataset.parts.test.count);
    const score = atOnce(
      scoreWork(testPredictions, dataset.parts.test.returns, {
        name: 'Ridge regression',
        horizon: 2,
        seed: 1,
      }),
    );
    expect(score.ic!.low).toBeGreaterThan(0.3);
    expect(score.rSquared!).toBeGreaterThan(0.1);
    expect(penalty).toBeLessThan(1);
  });

  it('predicts next to nothing where there is nothing', () => {
    const dataset = datasetOf(walkColumns(6000, 12));
    const { testPredictions } = atOnce(ridgeWork(dataset));
    const { returns } = dataset.parts.test;
    const size = (values: Float64Array) =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    expect(size(testPredictions)).toBeLessThan(0.15 * size(returns));
  });

  it('has the same bits twice', () => {
    const bars = persistentWalk(1500, 5, 0.3);
    expect(atOnce(ridgeWork(datasetOf(bars)))).toEqual(atOnce(ridgeWork(datasetOf(bars))));
  });

  it('sees nothing of the test part in what it learns', () => {
    const bars = persistentWalk(1500, 5, 0.3);
    const before = atOnce(ridgeWork(datasetOf(bars)));
    const close = bars.close.slice();
    // The last tenth of the bars is another.
    for (let i = 1350; i < 1500; i++) close[i] = close[i]! * (1 + 0.01 * ((i % 7) - 3));
    const after = atOnce(ridgeWork(datasetOf({ ...bars, close })));
    expect(after.penalty).toBe(before.penalty);
    // Windows that end before that are predicted the same.
    expect(after.testPredictions.slice(0, 290)).toEqual(before.testPredictions.slice(0, 290));
    expect(after.testPredictions).not.toEqual(before.testPredictions);
  });
});
