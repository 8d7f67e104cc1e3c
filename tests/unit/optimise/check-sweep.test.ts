import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../lib/optimise/check-sweep.schema';
import { cellConfig, cellValues, sweepGrid } from '../../../lib/optimise/sweep-grid.schema';
import type { SweepAxis } from '../../../lib/optimise/sweep-spec';

const base = {
  strategy: { id: 'sma-cross', params: { fast: 20, slow: 100, allowShort: true } },
  account: { feeBps: 3 },
};
const axis = (path: string, ...values: number[]): SweepAxis => ({ path, values });
const fast = axis('strategy.params.fast', 5, 10);
const check =
  (...axes: SweepAxis[]) =>
  () =>
    checkSweep({ base, axes });

describe('A sweep', () => {
  it('varies one or two settings of its strategy or account', () => {
    expect(check(fast)).not.toThrow();
    expect(check(fast, axis('protection.stopLoss', 0, 0.01))).not.toThrow();
    expect(check()).toThrow(/one or two/);
    expect(check(fast, fast)).toThrow(/varied twice/);
    expect(check(axis('strategy.params.medium', 1))).toThrow(
      /no setting “strategy.params.medium”.*strategy.params.fast, strategy.params.slow/,
    );
    expect(check(axis('strategy.id', 1))).toThrow(/no setting/);
    expect(check(axis('__proto__.polluted', 1))).toThrow(/no setting/);
  });

  it('names the value that can’t be tried', () => {
    expect(check(axis('strategy.params.fast'))).toThrow(/Fast average: there is no value/);
    expect(check(axis('strategy.params.fast', 1.5))).toThrow(/whole numbers.*1.5/);
    expect(check(axis('strategy.params.fast', 0))).toThrow(/from 1 to 2000, not 0/);
    expect(check(axis('strategy.params.fast', 5, 5))).toThrow(/must rise/);
    expect(check(axis('protection.stopLoss', Number.NaN))).toThrow(/no number/);
  });

  it('is refused where a setting has no effect', () => {
    expect(check(axis('sizing.units', 1, 2))).toThrow(/Units has no effect without “Sizing: Fixed/);
    const units = { ...base, sizing: { kind: 'units' as const } };
    expect(() => checkSweep({ base: units, axes: [axis('sizing.units', 1, 2)] })).not.toThrow();
    expect(check(axis('sizing.percent', 0.5, 1))).not.toThrow();
  });

  it('has at most 100,000 cells', () => {
    const many = axis('strategy.params.slow', ...Array.from({ length: 400 }, (_, k) => k + 2));
    const rows = axis('strategy.params.fast', ...Array.from({ length: 251 }, (_, k) => k + 1));
    expect(check(rows, many)).toThrow(/251 × 400 are 100,400 cells; 100,000 is the most/);
  });
});

describe('The cells of a grid', () => {
  const axes = [axis('strategy.params.fast', 5, 10), axis('protection.stopLoss', 0, 0.01, 0.02)];

  it('go row by row, the first axis down', () => {
    expect(sweepGrid(axes)).toEqual({ rows: 2, columns: 3, cells: 6 });
    expect(cellValues(axes, 2)).toEqual([5, 0.02]);
    expect(cellValues(axes, 3)).toEqual([10, 0]);
    expect(sweepGrid([fast])).toEqual({ rows: 2, columns: 1, cells: 2 });
    expect(cellValues([fast], 1)).toEqual([10]);
  });

  it('are the base with the axes’ values, and leave the base as it is', () => {
    const before = JSON.stringify(base);
    expect(cellConfig({ base, axes }, 4)).toEqual({
      strategy: { id: 'sma-cross', params: { fast: 10, slow: 100, allowShort: true } },
      account: { feeBps: 3 },
      protection: { stopLoss: 0.01 },
    });
    expect(JSON.stringify(base)).toBe(before);
  });
});
