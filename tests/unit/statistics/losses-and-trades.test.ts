import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import {
  drawdown,
  equityFromReturns,
  historicalEs,
  historicalVar,
  metric,
  metricUnless,
  quantile,
  quantileOfSorted,
  returnsFromEquity,
  tradeStatistics,
  wilsonInterval,
} from '../../../lib/statistics';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

describe('a metric', () => {
  it('is never NaN, infinite or −0', () => {
    expect(() => metric(Number.NaN)).toThrow(RangeError);
    expect(() => metric(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(Object.is(metric(-0).value, 0)).toBe(true);
    expect(metricUnless(Number.NaN, 'why')).toEqual({ value: null, reason: 'why' });
  });
});

describe('equity and returns', () => {
  it('undo each other', () => {
    const equity = equityFromReturns([0.1, -0.5], 100);
    expect([...equity]).toEqual([100, 100 * 1.1, 100 * (1.1 * 0.5)]);
    expect([...returnsFromEquity(equity)].map((r) => r.toFixed(12))).toEqual([
      '0.100000000000',
      '-0.500000000000',
    ]);
  });

  it('have no return after equity is gone', () => {
    expect([...returnsFromEquity([1, 0, 1])]).toEqual([-1, Number.NaN]);
  });
});

describe('drawdown', () => {
  it('of 100, 120, 90, 96, 130, 117 is 25 % from bar 1 to bar 2', () => {
    const found = drawdown([100, 120, 90, 96, 130, 117]);
    expect(found).toMatchObject({ max: 0.25, peak: 1, trough: 2, longestUnderwater: 2 });
    expect([...found.series]).toEqual([0, 0, -0.25, 96 / 120 - 1, 0, 117 / 130 - 1]);
  });

  it('is 0 where equity never falls', () => {
    expect(drawdown([1, 1, 2])).toMatchObject({ max: 0, peak: 0, trough: 0, longestUnderwater: 0 });
  });

  it('starts from the capital where that was more than the first value', () => {
    expect(drawdown([90, 95], 100)).toMatchObject({ trough: 0, longestUnderwater: 2 });
    expect(drawdown([90, 95], 100).max).toBeCloseTo(0.1, 15);
  });

  it('passes 100 % where equity falls below zero', () => {
    expect(drawdown([100, -20]).max).toBeCloseTo(1.2, 15);
  });

  it('refuses a start that is not positive', () => {
    expect(() => drawdown([0, 1])).toThrow('positive');
  });
});

describe('historical losses', () => {
  it('interpolate between order statistics', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileOfSorted([1, 2, 3, 4], 0)).toBe(1);
    expect(quantileOfSorted([1, 2, 3, 4], 1)).toBe(4);
    expect(quantileOfSorted([7], 0.05)).toBe(7);
  });

  it('take the same quantiles from values in any order as from sorted ones', () => {
    const rng = createRng(8);
    for (const n of [1, 2, 3, 5, 1001, 40_000]) {
      for (const kinds of [2, 10, 1e9]) {
        const values = Float64Array.from({ length: n }, () => rng.below(kinds) / 7 - 1);
        const before = values.slice();
        for (const p of [0, 0.05, 0.3, 0.5, 0.95, 1]) {
          expect(quantile(values, p)).toBe(quantileOfSorted(values.slice().sort(), p));
        }
        expect(values).toEqual(before);
      }
    }
  });

  it('of 21 equally spread returns are the second lowest, and the mean of the two lowest', () => {
    const returns = Array.from({ length: 21 }, (_, i) => (i - 10) / 100).reverse();
    expect(historicalVar(returns, 0.95).value).toBeCloseTo(0.09, 12);
    expect(historicalEs(returns, 0.95).value).toBeCloseTo(0.095, 12);
  });

  it('are negative where every period gained', () => {
    expect(historicalVar([0.01, 0.02], 0.95).value).toBeLessThan(0);
  });

  it('have no value without returns', () => {
    expect(historicalVar([], 0.95).reason).toBe('no returns');
    expect(historicalEs([], 0.95).reason).toBe('no returns');
  });
});

describe('Wilson interval', () => {
  it('of 9 wins in 26 is 19 to 54 %', () => {
    const interval = wilsonInterval(9, 26)!;
    expect(interval.low).toBeCloseTo(0.194, 3);
    expect(interval.high).toBeCloseTo(0.5379, 3);
  });

  it('never leaves 0..1 and reaches the ends only there', () => {
    expect(wilsonInterval(0, 5)!.low).toBe(0);
    expect(wilsonInterval(5, 5)!.high).toBe(1);
    expect(wilsonInterval(0, 5)!.high).toBeLessThan(1);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe('trade statistics', () => {
  it('of +30, −10, 0, +10, −20', () => {
    const found = tradeStatistics([30, -10, 0, 10, -20]);
    expect(found).toMatchObject({
      trades: 5,
      wins: 2,
      losses: 2,
      winRate: { value: 0.4 },
      averageWin: { value: 20 },
      averageLoss: { value: 15 },
      profitFactor: { value: 40 / 30 },
      expectancy: { value: 2 },
      best: { value: 30 },
      worst: { value: -20 },
    });
    expect(found.payoff.value).toBeCloseTo(20 / 15, 15);
  });

  it('have no value and a reason without trades', () => {
    const { trades, wins, losses, ...figures } = tradeStatistics([]);
    expect([trades, wins, losses]).toEqual([0, 0, 0]);
    for (const figure of Object.values(figures)) {
      expect(figure).toEqual({ value: null, reason: 'no closed trades' });
    }
  });

  it('have no profit factor or payoff where every trade won', () => {
    const found = tradeStatistics([5, 7]);
    expect(found.winRate.value).toBe(1);
    expect(found.profitFactor).toEqual({ value: null, reason: 'no losing trade' });
    expect(found.payoff.reason).toBe('no losing trade');
    expect(found.averageLoss.reason).toBe('no losing trade');
  });

  it('have a profit factor of 0 and no payoff where every trade lost', () => {
    const found = tradeStatistics([-5]);
    expect(found.profitFactor).toEqual({ value: 0 });
    expect(found.payoff.reason).toBe('no winning trade');
    expect(found.winRateHigh.value).toBeLessThan(1);
  });
});
