import { beforeAll, describe, expect, it } from 'vitest';
import {
  alpha,
  beta,
  captureRatio,
  correlation,
  informationRatio,
  noValue,
  trackingError,
} from '../../../lib/statistics';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

// Means 0.01 and 0.02; Σ(r−r̄)(b−b̄) = 0.01·0.02 + (−0.02)(−0.05) + 0.01·0.03 = 0.0015,
// Σ(b−b̄)² = 0.0004 + 0.0025 + 0.0009 = 0.0038, Σ(r−r̄)² = 0.0001 + 0.0004 + 0.0001 = 0.0006.
const returns = [0.02, -0.01, 0.02];
const benchmark = [0.04, -0.03, 0.05];
const constant = [0.01, 0.01, 0.01];

describe('alpha and beta', () => {
  it('follow from the sums of products', () => {
    const slope = 0.0015 / 0.0038;
    expect(beta(returns, benchmark).value).toBeCloseTo(slope, 12);
    const own = alpha(returns, benchmark, { periodsPerYear: 252 });
    expect(own.value).toBeCloseTo((0.01 - slope * 0.02) * 252, 12);
    const excess = alpha(returns, benchmark, { periodsPerYear: 252, riskFree: 0.001 });
    expect(excess.value).toBeCloseTo((0.009 - slope * 0.019) * 252, 12);
  });

  it('of the benchmark itself are 0 and 1, of twice its moves 0 and 2', () => {
    expect(beta(benchmark, benchmark).value).toBeCloseTo(1, 12);
    const doubled = benchmark.map((b) => 2 * b);
    expect(beta(doubled, benchmark).value).toBeCloseTo(2, 12);
    expect(alpha(doubled, benchmark, { periodsPerYear: 252 }).value).toBeCloseTo(0, 12);
  });

  it('have no value beside a benchmark that never varies, nor of one return', () => {
    expect(beta(returns, constant)).toEqual(noValue('the benchmark never varies'));
    expect(alpha(returns, constant, { periodsPerYear: 252 })).toEqual(
      noValue('the benchmark never varies'),
    );
    expect(beta([0.1], [0.1])).toEqual(noValue('1 return, at least 2 are needed'));
    expect(beta([], [])).toEqual(noValue('no returns'));
    expect(beta([0.1, Number.NaN], [0.1, 0])).toEqual(noValue('equity fell to zero or below'));
    expect(beta([0.1, 0], [0.1, Number.NaN])).toEqual(
      noValue('the benchmark fell to zero or below'),
    );
  });

  it('need both over the same periods', () => {
    expect(() => beta([0.1, 0.2], [0.1])).toThrow('2 returns can');
  });
});

describe('correlation', () => {
  it('is 0.0015 / √(0.0006 · 0.0038)', () => {
    expect(correlation(returns, benchmark).value).toBeCloseTo(
      0.0015 / Math.sqrt(0.0006 * 0.0038),
      12,
    );
    expect(correlation(returns, returns).value).toBeCloseTo(1, 12);
    expect(
      correlation(
        returns,
        returns.map((r) => -r),
      ).value,
    ).toBeCloseTo(-1, 12);
  });

  it('has no value where one of the two never varies', () => {
    expect(correlation(constant, benchmark)).toEqual(noValue('the returns never vary'));
    expect(correlation(returns, constant)).toEqual(noValue('the benchmark never varies'));
  });
});

describe('tracking error and information ratio', () => {
  // Differences −0.02, 0.02, −0.03: mean −0.01, Σ² = 0.0001 + 0.0009 + 0.0004 = 0.0014, variance 0.0007.
  it('come from the differences', () => {
    expect(trackingError(returns, benchmark, 252).value).toBeCloseTo(Math.sqrt(0.0007 * 252), 12);
    expect(informationRatio(returns, benchmark, 252).value).toBeCloseTo(
      (-0.01 / Math.sqrt(0.0007)) * Math.sqrt(252),
      10,
    );
  });

  it('are 0 and nothing where both move alike', () => {
    expect(trackingError(returns, returns, 252).value).toBe(0);
    expect(informationRatio(returns, returns, 252)).toEqual(
      noValue('run and benchmark never move apart'),
    );
    const rounded = returns.map((r) => r + 2e-16);
    expect(trackingError(rounded, returns, 252).value).toBe(0);
    expect(informationRatio(rounded, returns, 252).value).toBeNull();
    expect(trackingError([0.1], [0.1], 252)).toEqual(noValue('1 return, at least 2 are needed'));
  });
});

describe('capture', () => {
  it('compares geometric means over the benchmark’s rises and falls', () => {
    // Rises: 1.02² against 1.04 · 1.05; falls: −0.01 against −0.03.
    const up = (Math.sqrt(1.02 * 1.02) - 1) / (Math.sqrt(1.04 * 1.05) - 1);
    expect(captureRatio(returns, benchmark, 'up').value).toBeCloseTo(up, 12);
    expect(captureRatio(returns, benchmark, 'down').value).toBeCloseTo(1 / 3, 12);
  });

  it('is below 0 where the run went the other way', () => {
    expect(captureRatio([-0.01, 0.02], [0.02, -0.01], 'up').value).toBeCloseTo(-0.5, 12);
    expect(captureRatio([-0.01, 0.02], [0.02, -0.01], 'down').value).toBeCloseTo(-2, 12);
  });

  it('has no value without such a period', () => {
    expect(captureRatio(returns, constant, 'down')).toEqual(noValue('the benchmark never fell'));
    expect(captureRatio([0, 0], [0, 0], 'up')).toEqual(noValue('the benchmark never rose'));
    expect(captureRatio([-1, 0], [0.1, 0], 'up')).toEqual(noValue('equity fell to zero or below'));
    expect(captureRatio([], [], 'up')).toEqual(noValue('no returns'));
  });
});
