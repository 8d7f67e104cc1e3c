import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { indicator } from '../../../lib/indicators/catalogue';
import { testStore } from '../../support/kernels';

const bars = 600;

/** Prices that stand still for some bars and then jump, so that flat windows follow each other within a few bars. */
function steps(seed: number, level: number): Float64Array {
  const rng = createRng(seed);
  const x = new Float64Array(bars);
  let price = level;
  for (let i = 0; i < bars; i++) {
    if (rng.uniform() < 0.35) price = level * (0.5 + rng.uniform());
    x[i] = price;
  }
  return x;
}

async function compute(
  id: string,
  inputs: readonly Float64Array[],
  params: Record<string, number>,
): Promise<Float64Array> {
  const store = await testStore();
  const columns = inputs.map((x) => store.columnFrom(x));
  const instance = indicator(id).create(store, columns, params, bars);
  instance.advance(0, bars);
  return store.copy(instance.outputs[0]!, 0, bars);
}

const flat = (x: Float64Array, i: number, period: number): boolean =>
  x.subarray(i - period + 1, i + 1).every((value) => value === x[i]);

describe.each([2, 3, 4, 5])('windows of %i bars that turn flat', (period) => {
  const x = steps(5, 3000);
  const y = steps(9, 40_000);

  it('have a standard deviation of exactly 0, and only they', async () => {
    const got = await compute('standard-deviation', [x], { period, ddof: 0 });
    const zeros = Array.from(got.subarray(period - 1), (value) => value === 0);
    const still = zeros.map((_, k) => flat(x, k + period - 1, period));
    expect(still).toContain(true);
    expect(zeros).toEqual(still);
  });

  it('have no z-score, and only they', async () => {
    const got = await compute('z-score', [x], { period });
    const none = Array.from(got.subarray(period - 1), Number.isNaN);
    expect(none).toEqual(none.map((_, k) => flat(x, k + period - 1, period)));
  });

  it('have no correlation with anything, and only they', async () => {
    const got = await compute('correlation', [x, y], { period });
    const none = Array.from(got.subarray(period - 1), Number.isNaN);
    const either = (i: number) => flat(x, i, period) || flat(y, i, period);
    expect(none).toEqual(none.map((_, k) => either(k + period - 1)));
  });
});

describe.each([2, 3, 4, 5, 6])(
  'windows of %i bars that are flat again after one step',
  (period) => {
    const before = 97.19;
    const after = 16.29;
    const y = steps(9, 40_000);

    it.each([8, 9, 10, 11])('are seen as flat wherever the step is: bar %i', async (step) => {
      const x = Float64Array.from({ length: bars }, (_, i) => (i < step ? before : after));
      const deviation = await compute('standard-deviation', [x], { period, ddof: 1 });
      const score = await compute('z-score', [x], { period });
      const together = await compute('correlation', [x, y], { period });
      const seen = (of: Float64Array, flatAs: number) =>
        Array.from(of.subarray(period - 1), (value) => Object.is(value, flatAs));
      const still = seen(deviation, 0).map((_, k) => flat(x, k + period - 1, period));
      expect(seen(deviation, 0)).toEqual(still);
      expect(seen(score, Number.NaN)).toEqual(still);
      const either = still.map((isFlat, k) => isFlat || flat(y, k + period - 1, period));
      expect(seen(together, Number.NaN)).toEqual(either);
    });
  },
);

describe('the least windows of a population', () => {
  const x = Float64Array.from({ length: bars }, (_, i) => 100 + ((i * 37) % 11) / 8);

  it('have a spread of 0 and no z-score, of one bar', async () => {
    const spread = await compute('standard-deviation', [x], { period: 1, ddof: 0 });
    expect(spread.every((value) => value === 0)).toBe(true);
    const score = await compute('z-score', [x], { period: 1, ddof: 0 });
    expect(score.every(Number.isNaN)).toBe(true);
  });

  it.each([
    ['skewness', 2, 0],
    ['kurtosis', 2, 1],
    ['kurtosis', 3, 1.5],
  ])('have a %s, of %i bars, of %d', async (id, period, due) => {
    const got = await compute(id, [x], { period, correction: 0 });
    for (let i = period - 1; i < bars; i++) expect(got[i]).toBeCloseTo(due, 12);
  });

  it.each([
    ['standard-deviation', { period: 1 }, /period must be larger than the degrees of freedom/],
    ['z-score', { period: 1, ddof: 1 }, /period must be larger than the degrees of freedom/],
    ['skewness', { period: 2 }, /period must be at least 3 with the sample correction/],
    ['kurtosis', { period: 3, correction: 1 }, /period must be at least 4 with the sample/],
  ])('are refused of a sample: %s %o', async (id, params, message) => {
    await expect(compute(id, [x], params)).rejects.toThrow(message);
  });
});
