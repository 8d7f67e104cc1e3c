import { beforeAll, describe, expect, it } from 'vitest';
import { normalDistribution } from '../../../lib/kernels/normal';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

/** Reference values to 16 digits from 50-digit arithmetic. */
const table: readonly (readonly [x: number, p: number])[] = [
  [0.1, 0.539827837277029],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [1.5, 0.9331927987311419],
  [2, 0.9772498680518208],
  [3, 0.9986501019683699],
  [-1, 0.1586552539314571],
  [-2, 0.02275013194817921],
  [-3, 0.001349898031630095],
  [-5, 2.866515718791939e-7],
  [-6, 9.865876450376981e-10],
  [-8, 6.22096057427178e-16],
];

describe('normal distribution', () => {
  it('agrees with the tabulated distribution to 14 digits', () => {
    for (const [x, p] of table) {
      expect(Math.abs(normalDistribution().cdf(x) / p - 1), `x = ${x}`).toBeLessThan(1e-14);
    }
  });

  it('has a quantile that undoes the distribution', () => {
    const { cdf, quantile } = normalDistribution();
    for (let p = 0.001; p < 1; p += 0.0137) expect(cdf(quantile(p))).toBeCloseTo(p, 14);
    expect(quantile(0.975)).toBeCloseTo(1.959963984540054, 15);
    expect(quantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
  });

  it('is ½ at 0, antisymmetric, and has its limits at the infinities', () => {
    const { cdf, quantile } = normalDistribution();
    expect(cdf(0)).toBe(0.5);
    expect(quantile(0.5)).toBe(0);
    expect(cdf(1.3) + cdf(-1.3)).toBeCloseTo(1, 15);
    expect(cdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(cdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(quantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(quantile(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('answers NaN for NaN and for what is no probability', () => {
    expect(normalDistribution().cdf(Number.NaN)).toBeNaN();
    expect(normalDistribution().quantile(-0.1)).toBeNaN();
    expect(normalDistribution().quantile(1.1)).toBeNaN();
  });
});
