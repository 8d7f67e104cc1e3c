import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { atOnce } from '../../../lib/core/sliced-work';
import { lastReturns, zeroPredictions } from '../../../lib/models/baselines';
import { scoreWork } from '../../../lib/models/score';
import type { PredictorScore } from '../../../lib/models/training-report';
import { verdictOf } from '../../../lib/models/verdict';
import { averageRanks } from '../../../lib/statistics/ranks';
import { loadKernels } from '../../support/kernels';

const noise = (n: number, seed: number) => {
  const rng = createRng(seed);
  return Float64Array.from({ length: n }, () => rng.uniform() - 0.5);
};

/** Sums of `horizon` neighbours, as returns over overlapping bars are. */
const overlapping = (values: Float64Array, horizon: number) =>
  values.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < horizon; k++) sum += values[(i + k) % values.length]!;
    return sum;
  });

const scoreOf = (predictions: Float64Array, returns: Float64Array, horizon = 1, seed = 1) =>
  atOnce(scoreWork(predictions, returns, { name: 'LSTM', horizon, seed }));

describe('ranks', () => {
  it('share the mean of their places where values are equal', () => {
    expect([...averageRanks([3, 1, 3, 2])]).toEqual([3.5, 1, 3.5, 2]);
    expect([...averageRanks([5, 5, 5])]).toEqual([2, 2, 2]);
    expect([...averageRanks([])]).toEqual([]);
  });
});

describe('the score of a predictor', () => {
  beforeAll(loadKernels);

  it('is perfect for one that knows, and the opposite for one that is upside down', () => {
    const returns = noise(400, 3);
    const right = scoreOf(
      returns.map((x) => x ** 3),
      returns,
    );
    expect(right.ic!.value).toBe(1);
    expect(right.ic!.low).toBeCloseTo(1, 12);
    expect(right.hitRate).toEqual({ value: 1, low: 1, high: 1 });
    expect(scoreOf(returns, returns).rSquared).toBe(1);
    const wrong = scoreOf(
      returns.map((x) => -x),
      returns,
    );
    expect(wrong.ic!.value).toBe(-1);
    expect(wrong.hitRate!.value).toBe(0);
    expect(wrong.rSquared).toBeCloseTo(-3, 12);
  });

  it('agrees with Spearman’s correlation by hand', () => {
    // d = 1, −1, 1, −1, 0 repeated: ρ is that of the whole, ties and all.
    const predictions = Float64Array.from({ length: 40 }, (_, i) => [1, 2, 3, 4, 5][i % 5]!);
    const returns = Float64Array.from({ length: 40 }, (_, i) => [2, 1, 4, 3, 5][i % 5]! / 100);
    expect(scoreOf(predictions, returns).ic!.value).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
  });

  it('holds 0 for noise about nineteen times in twenty, also where labels overlap', () => {
    let holds = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const returns = overlapping(noise(600, seed), 5);
      const predictions = overlapping(noise(600, seed + 1000), 5);
      const { low, high } = scoreOf(predictions, returns, 5, seed).ic!;
      if (low <= 0 && high >= 0) holds++;
    }
    expect(holds).toBeGreaterThanOrEqual(51);
  });

  it('has a wider interval for labels that overlap than one that ignores it would have', () => {
    const returns = overlapping(noise(1000, 7), 20);
    const predictions = overlapping(noise(1000, 8), 20);
    const { low, high } = scoreOf(predictions, returns, 20).ic!;
    expect(high - low).toBeGreaterThan((2 * 2 * 1.5) / Math.sqrt(1000));
  });

  it('has the same bits for the same seed, and others for another', () => {
    const [a, b] = [noise(300, 1), noise(300, 2)];
    expect(scoreOf(a, b)).toEqual(scoreOf(a, b));
    expect(scoreOf(a, b, 1, 2).ic!.low).not.toBe(scoreOf(a, b).ic!.low);
  });

  it('has no value where there is none', () => {
    const returns = noise(200, 5);
    const zero = scoreOf(new Float64Array(200), returns);
    expect(zero).toMatchObject({ ic: null, hitRate: null, rSquared: 0 });
    const constant = scoreOf(new Float64Array(200).fill(0.1), returns);
    expect(constant.ic).toBeNull();
    expect(constant.hitRate!.value).toBeCloseTo(returns.filter((x) => x > 0).length / 200, 12);
    expect(scoreOf(noise(29, 1), noise(29, 2))).toMatchObject({ ic: null, hitRate: null });
    expect(scoreOf(noise(100, 1), noise(100, 2), 30).ic).toBeNull();
    expect(scoreOf(noise(50, 1), new Float64Array(50))).toMatchObject({ ic: null, rSquared: null });
  });
});

describe('the baselines', () => {
  const part = { count: 3, ends: Int32Array.of(1, 4, 5), returns: new Float64Array(3) };

  it('say nothing, or the last return again', () => {
    expect([...zeroPredictions(part)]).toEqual([0, 0, 0]);
    const close = Float64Array.of(10, 11, 12, 0, 9, 6);
    expect([...lastReturns(close, part, 2)]).toEqual([0, 9 / 12 - 1, 0]);
  });
});

describe('the verdict', () => {
  const score = (
    name: PredictorScore['name'],
    ic: readonly [number, number, number] | null,
  ): PredictorScore => ({
    name,
    ic: ic === null ? null : { value: ic[0], low: ic[1], high: ic[2] },
    hitRate: { value: 0.5, low: 0.4, high: 0.6 },
    rSquared: 0,
    fitMs: 1,
  });
  const verdict = (
    network: readonly [number, number, number] | null,
    ridge: readonly [number, number, number] | null,
    tried = 1,
  ) => verdictOf([score('LSTM', network), score('Ridge regression', ridge)], tried);

  it('calls noise noise', () => {
    expect(verdict([0.01, -0.04, 0.06], [0.02, -0.03, 0.07])).toBe(
      'Out of sample the network is indistinguishable from noise (IC 0.01, −0.04 to 0.06) and no better than ridge regression.',
    );
  });

  it('says so where a network is better than chance and than ridge, or only than chance', () => {
    expect(verdict([0.12, 0.08, 0.16], [0.03, -0.01, 0.07])).toBe(
      'Out of sample the network ranks returns better than chance (IC 0.12, 0.08 to 0.16), and better than ridge regression (IC 0.03).',
    );
    expect(verdict([0.12, 0.08, 0.16], [0.1, 0.06, 0.14])).toMatch(
      /but no better than ridge regression \(IC 0.10\)\.$/,
    );
    expect(verdict([0.12, 0.08, 0.16], null)).toBe(
      'Out of sample the network ranks returns better than chance (IC 0.12, 0.08 to 0.16).',
    );
  });

  it('says so where it ranks the wrong way round, or all the same', () => {
    expect(verdict([-0.1, -0.2, -0.02], null)).toMatch(/wrong way round/);
    expect(verdict(null, null)).toMatch(/predicts the same at every bar/);
    expect(verdictOf([{ ...score('LSTM', null), hitRate: null }], 1)).toMatch(/too few returns/);
  });

  it('counts what was tried', () => {
    expect(verdict([0.01, -0.04, 0.06], null, 3)).toMatch(/3 models were tried on these data/);
    expect(verdict([0.01, -0.04, 0.06], null, 1)).not.toMatch(/tried/);
  });
});
