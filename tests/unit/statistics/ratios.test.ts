import { beforeAll, describe, expect, it } from 'vitest';
import {
  cagr,
  calmar,
  deflatedSharpe,
  expectedMaxSharpe,
  kelly,
  kurtosis,
  type Metric,
  metric,
  minTrackRecord,
  noValue,
  probabilisticSharpe,
  sharpe,
  skewness,
  sortino,
  totalReturn,
  volatility,
} from '../../../lib/statistics';
import { testStore } from '../../support/kernels';

beforeAll(async () => {
  await testStore();
});

const value = (m: Metric): number => {
  if (m.value === null) throw new Error(`no value: ${m.reason}`);
  return m.value;
};
const yearly = { periodsPerYear: 252 };

describe('Sharpe and volatility', () => {
  it('of +1 %, −1 %, +3 % is mean 1 % over deviation 2 %, times √252', () => {
    expect(value(sharpe([0.01, -0.01, 0.03], yearly))).toBeCloseTo(0.5 * Math.sqrt(252), 12);
    expect(value(volatility([0.01, -0.01, 0.03], 252))).toBeCloseTo(0.02 * Math.sqrt(252), 12);
  });

  it('deducts a risk-free rate per period', () => {
    const ratio = sharpe([0.01, -0.01, 0.03], { periodsPerYear: 1, riskFree: 0.01 });
    expect(value(ratio)).toBeCloseTo(0, 12);
  });

  it('has no value for none, one, or equal returns, whatever their size', () => {
    expect(sharpe([], yearly)).toEqual({ value: null, reason: 'no returns' });
    expect(sharpe([0.01], yearly).reason).toBe('1 return, at least 2 are needed');
    for (const flat of [0, 0.001, 0.1, -0.3]) {
      expect(sharpe(new Array<number>(20).fill(flat), yearly).reason).toBe(
        'the returns never vary',
      );
    }
  });

  it('has no value once equity is gone', () => {
    expect(sharpe([0.1, Number.NaN, 0.2], yearly).reason).toBe('equity fell to zero or below');
  });

  it('calls the volatility of equal returns 0, which it is', () => {
    expect(volatility([0.1, 0.1, 0.1], 252)).toEqual({ value: 0 });
  });
});

describe('Sortino', () => {
  it('divides by the root mean square of losses over all periods', () => {
    // mean 0.01; losses² = 0.0001 over 3 periods
    const expected = 0.01 / Math.sqrt(0.0001 / 3);
    expect(value(sortino([0.01, -0.01, 0.03], { periodsPerYear: 1 }))).toBeCloseTo(expected, 12);
  });

  it('has no value without a losing period', () => {
    expect(sortino([0.01, 0.02], yearly)).toEqual({ value: null, reason: 'no losing period' });
  });

  it('has a value for a single loss', () => {
    expect(value(sortino([-0.02], { periodsPerYear: 1 }))).toBeCloseTo(-1, 12);
  });
});

describe('growth', () => {
  it('doubling in half a year of 252 is 300 % a year', () => {
    expect(value(cagr(1, 126, 252))).toBeCloseTo(3, 12);
  });

  it('is −100 % when all is lost, and has no value when more is', () => {
    expect(cagr(-1, 10, 252)).toEqual({ value: -1 });
    expect(cagr(-1.2, 10, 252).reason).toBe('more than the capital was lost');
    expect(cagr(0.1, 0, 252).reason).toBe('no returns');
  });

  it('has no value where a yearly rate would not fit a number', () => {
    expect(cagr(9, 1, 1e6).value).toBeNull();
  });

  it('compounds simple returns', () => {
    expect(value(totalReturn([0.1, -0.5, 0.2]))).toBeCloseTo(1.1 * 0.5 * 1.2 - 1, 15);
    expect(totalReturn([]).value).toBeNull();
  });

  it('has no Calmar ratio without a drawdown', () => {
    expect(calmar(metric(0.1), metric(0)).reason).toBe('no drawdown');
    expect(value(calmar(metric(0.1), metric(0.2)))).toBe(0.5);
    expect(calmar(noValue('why'), metric(0.2)).reason).toBe('why');
  });
});

describe('moments', () => {
  it('of a symmetric sample: skewness 0, kurtosis of ±1 exactly 1', () => {
    expect(value(skewness([-1, 1, -1, 1]))).toBe(0);
    expect(value(kurtosis([-1, 1, -1, 1]))).toBe(1);
  });

  it('of 0, 0, 0, 4: skewness 2/√3, kurtosis 7/3', () => {
    expect(value(skewness([0, 0, 0, 4]))).toBeCloseTo(2 / Math.sqrt(3), 14);
    expect(value(kurtosis([0, 0, 0, 4]))).toBeCloseTo(7 / 3, 14);
  });
});

describe('probabilistic and deflated Sharpe', () => {
  const returns = [0.02, -0.01, 0.015, 0.003, -0.004, 0.012, 0.001, -0.006];

  it('is ½ against the measured ratio itself', () => {
    const measured = value(sharpe(returns, { periodsPerYear: 1 }));
    expect(value(probabilisticSharpe(returns, measured))).toBe(0.5);
  });

  it('falls as the hurdle rises', () => {
    const at = [0, 0.1, 0.3, 0.9].map((hurdle) => value(probabilisticSharpe(returns, hurdle)));
    expect(at).toEqual([...at].sort((a, b) => b - a));
  });

  it('reaches 95 % after the minimum track record', () => {
    const needed = value(minTrackRecord(returns));
    const measured = value(sharpe(returns, { periodsPerYear: 1 }));
    const skew = value(skewness(returns));
    const kurt = value(kurtosis(returns));
    const spread = 1 - skew * measured + ((kurt - 1) / 4) * measured * measured;
    expect((measured * Math.sqrt(needed - 1)) / Math.sqrt(spread)).toBeCloseTo(
      1.6448536269514722,
      10,
    );
  });

  it('has no minimum track record for a ratio at or below the hurdle', () => {
    expect(minTrackRecord([-0.01, 0.005, -0.02]).value).toBeNull();
  });

  it('has no value for one return or equal ones', () => {
    expect(probabilisticSharpe([0.1]).value).toBeNull();
    expect(probabilisticSharpe([0.1, 0.1, 0.1]).value).toBeNull();
  });

  it('deflates nothing below two trials, and to the plain one where all trials are equal', () => {
    expect(deflatedSharpe(returns, [0.3]).reason).toBe(
      'fewer than two of the settings tried have a Sharpe ratio',
    );
    expect(deflatedSharpe(returns, [0.3, 0.3])).toEqual(probabilisticSharpe(returns, 0));
    expect(expectedMaxSharpe(0.01, 1).value).toBeNull();
  });

  it('expects more of the best of more trials', () => {
    const at = [2, 10, 100, 10_000].map((n) => value(expectedMaxSharpe(0.04, n)));
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });
});

describe('Kelly', () => {
  it('of an even bet won 60 % of the time is a fifth', () => {
    expect(value(kelly(0.6, 1))).toBeCloseTo(0.2, 15);
    expect(value(kelly(0.4, 1))).toBeCloseTo(-0.2, 15);
    expect(kelly(0.4, 0).value).toBeNull();
  });
});
