import { beforeAll, describe, expect, it } from 'vitest';
import { normalDistribution } from '../../../lib/kernels/normal';
import {
  commonSenseRatio,
  cornishFisherEs,
  cornishFisherVar,
  gainToPain,
  metric,
  normalEs,
  normalVar,
  noValue,
  omega,
  tailRatio,
} from '../../../lib/statistics';
import { cornishFisherValid } from '../../../lib/statistics/cornish-fisher';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

describe('omega', () => {
  it('is what was gained over what was lost', () => {
    // (0.03 + 0.01) / (0.02 + 0.005) = 0.04 / 0.025
    expect(omega([0.03, -0.02, 0.01, -0.005, 0]).value).toBeCloseTo(1.6, 12);
  });

  it('moves with its threshold', () => {
    // above 0.01: 0.02; below: 0.03 + 0.015 + 0.01, and 0 from the return at the threshold
    expect(omega([0.03, -0.02, 0.01, -0.005, 0], 0.01).value).toBeCloseTo(0.02 / 0.055, 12);
  });

  it('is 0 without a gain and nothing without a loss or a return', () => {
    expect(omega([-0.01, 0]).value).toBe(0);
    expect(omega([0.01, 0])).toEqual(noValue('no losing period'));
    expect(omega([0, 0])).toEqual(noValue('no losing period'));
    expect(omega([])).toEqual(noValue('no returns'));
    expect(omega([0.1, Number.NaN])).toEqual(noValue('equity fell to zero or below'));
  });
});

describe('tail ratio', () => {
  it('is the 95 % over the 5 % quantile in size', () => {
    // −10 … 10 %: type 7 puts 5 % at −0.09 and 95 % at +0.09; gains doubled give 0.18 / 0.09
    const steps = Array.from({ length: 21 }, (_, i) => (i - 10) / 100);
    expect(tailRatio(steps).value).toBeCloseTo(1, 12);
    expect(tailRatio(steps.map((r) => (r > 0 ? 2 * r : r))).value).toBeCloseTo(2, 12);
  });

  it('has no value where one of the two ends is no tail', () => {
    const rare = [-0.01, ...new Array<number>(40).fill(0), 0.01];
    expect(tailRatio(rare)).toEqual(noValue('too few losing periods to have a lower tail'));
    const falling = [-0.03, -0.02, -0.01];
    expect(tailRatio(falling)).toEqual(noValue('too few winning periods to have an upper tail'));
    expect(tailRatio([0.01])).toEqual(noValue('1 return, at least 2 are needed'));
    expect(tailRatio([0, 0])).toEqual(noValue('too few losing periods to have a lower tail'));
  });
});

describe('common-sense ratio', () => {
  it('multiplies the two, and gives the reason of the one that is missing', () => {
    expect(commonSenseRatio(metric(1.5), metric(0.8)).value).toBeCloseTo(1.2, 12);
    expect(commonSenseRatio(noValue('no losing trade'), metric(1))).toEqual(
      noValue('no losing trade'),
    );
    expect(commonSenseRatio(metric(1), noValue('no returns'))).toEqual(noValue('no returns'));
  });
});

describe('gain to pain', () => {
  it('is the sum of months over the size of the losing ones', () => {
    // (0.05 − 0.02 + 0.03 − 0.01) / 0.03 = 0.05 / 0.03
    expect(gainToPain([0.05, -0.02, 0.03, -0.01]).value).toBeCloseTo(5 / 3, 12);
  });

  it('has no value without a losing month', () => {
    expect(gainToPain([0.05, 0])).toEqual(noValue('no losing month'));
    expect(gainToPain([])).toEqual(noValue('no months'));
  });
});

describe('normal tails', () => {
  it('of the standard normal are 1.6449 and 2.0627 at 95 %', () => {
    expect(normalVar(0, 1, 0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect(normalEs(0, 1, 0.95)).toBeCloseTo(2.0627128075074257, 12);
  });

  it('shift with the mean and scale with the deviation', () => {
    expect(normalVar(0.01, 0.02, 0.99)).toBeCloseTo(0.02 * 2.3263478740408408 - 0.01, 12);
    expect(normalEs(0.01, 0.02, 0.99)).toBeCloseTo(0.02 * 2.665214220345799 - 0.01, 12);
  });
});

describe('Cornish–Fisher tails', () => {
  // Symmetric: m₂ = 22/10, m₄ = 166/10 (in 1e-4 and 1e-8), so K = 16.6 / 2.2² − 3 and S = 0; σ² = 22/9.
  const symmetric = [-3, -1, -1, 0, 0, 0, 0, 1, 1, 3].map((r) => r / 100);
  const excess = 16.6 / 4.84 - 3;
  const z = -1.6448536269514722;
  const deviation = Math.sqrt(22 / 9) / 100;

  it('are the normal ones moved by the kurtosis where there is no skew', () => {
    const w = z + ((z ** 3 - 3 * z) * excess) / 24;
    expect(cornishFisherVar(symmetric, 0.95).value).toBeCloseTo(-deviation * w, 12);
  });

  it('average the expansion over the tail', () => {
    // A hundred thousand quantiles of the tail, each through the expansion with skew and kurtosis of the sample.
    const skewed = [-4, -1, -1, 0, 0, 0, 1, 1, 1, 3].map((r) => r / 100);
    const n = skewed.length;
    const mean = skewed.reduce((sum, r) => sum + r, 0) / n;
    const moment = (k: number) => skewed.reduce((sum, r) => sum + (r - mean) ** k, 0) / n;
    const s = moment(3) / moment(2) ** 1.5;
    const k = moment(4) / moment(2) ** 2 - 3;
    const sigma = Math.sqrt((moment(2) * n) / (n - 1));
    const { quantile } = normalDistribution();
    let sum = 0;
    const steps = 100_000;
    for (let i = 0; i < steps; i++) {
      const q = quantile((0.05 * (i + 0.5)) / steps);
      const w =
        q +
        ((q * q - 1) * s) / 6 +
        ((q ** 3 - 3 * q) * k) / 24 -
        ((2 * q ** 3 - 5 * q) * s * s) / 36;
      sum -= mean + sigma * w;
    }
    expect(cornishFisherEs(skewed, 0.95).value! / (sum / steps)).toBeCloseTo(1, 4);
  });

  it('hold for a normal, and for excess kurtosis up to 8 without skew', () => {
    expect(cornishFisherValid(0, 0)).toBe(true);
    expect(cornishFisherValid(0, 7.9)).toBe(true);
    expect(cornishFisherValid(0, 8)).toBe(false);
    expect(cornishFisherValid(0, -0.1)).toBe(false);
    expect(cornishFisherValid(1, 0.5)).toBe(false);
  });

  it('hold exactly where the expansion rises everywhere', () => {
    for (let s = -2; s <= 2; s += 0.25) {
      for (let k = -1.05; k <= 12; k += 0.6) {
        let rises = true;
        for (let x = -60; x <= 60 && rises; x += 0.01) {
          const slope =
            1 + (x * s) / 3 + ((3 * x * x - 3) * k) / 24 - ((6 * x * x - 5) * s * s) / 36;
          rises = slope > 0;
        }
        expect(cornishFisherValid(s, k), `skew ${s}, excess ${k}`).toBe(rises);
      }
    }
  });

  it('have no value outside, nor of flat or too few returns', () => {
    const crash = [...new Array<number>(99).fill(0.001), -0.5];
    const outside = 'skew and tails of the returns lie outside the range the expansion holds for';
    expect(cornishFisherVar(crash, 0.95)).toEqual(noValue(outside));
    expect(cornishFisherEs(crash, 0.95)).toEqual(noValue(outside));
    expect(cornishFisherVar([0.01, -0.01], 0.95)).toEqual(noValue(outside));
    expect(cornishFisherVar([0.01, 0.01], 0.95)).toEqual(noValue('the returns never vary'));
    expect(cornishFisherVar([0.01], 0.95)).toEqual(noValue('1 return, at least 2 are needed'));
    expect(cornishFisherEs([], 0.95)).toEqual(noValue('no returns'));
  });
});
