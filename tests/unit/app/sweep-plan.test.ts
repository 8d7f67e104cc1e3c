import { describe, expect, it } from 'vitest';
import {
  type AxisPlan,
  axisOf,
  examplePlan,
  firstPlan,
  missingRequirement,
  valueText,
} from '../../../app/optimise/_components/sweep-plan';
import { searchOf } from '../../../app/optimise/_components/use-search';
import type { RunConfigInput } from '../../../lib/backtest/run-config.schema';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';
import { cellConfig, checkSweep, sweepAxes } from '../../../workers/sweep.client';

const base: RunConfigInput = { strategy: { id: 'sma-cross', params: { fast: 20, slow: 100 } } };
const settings = sweepAxes('sma-cross');
const setting = (path: string) => settings.find((other) => other.path === path)!;
const fast = (patch: Partial<AxisPlan> = {}): AxisPlan => ({
  path: 'strategy.params.fast',
  from: 5,
  to: 50,
  step: 5,
  ...patch,
});
const problemOf = (plan: AxisPlan, config = base) => {
  const result = axisOf(plan, setting(plan.path), config);
  return 'problem' in result ? result.problem : null;
};

describe('a range', () => {
  it('is turned into the values a config holds', () => {
    const stop = axisOf(
      { path: 'protection.stopLoss', from: 0, to: 0.6, step: 0.1 },
      setting('protection.stopLoss'),
      base,
    );
    expect(stop).toEqual({
      axis: {
        path: 'protection.stopLoss',
        values: [0, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006],
      },
    });
  });

  it.each([
    [{ step: 0 }, 'step'],
    [{ from: 60 }, 'to'],
    [{ from: Number.NaN }, 'from'],
    [{ from: 0 }, 'from'],
    [{ to: 1e9, step: 1e8 }, 'to'],
    [{ step: 0.5 }, 'step'],
    [{ from: 5.5 }, 'from'],
  ])('with %o names the field at fault', (patch, field) => {
    expect(problemOf(fast(patch))?.field).toBe(field);
  });

  it('of a setting that has no effect says what it needs', () => {
    const units = { path: 'sizing.units', from: 1, to: 5, step: 1 };
    expect(problemOf(units)).toEqual({
      field: 'path',
      message: 'Has no effect without “Sizing: Fixed units”.',
    });
    const config: RunConfigInput = { ...base, sizing: { kind: 'units' } };
    expect(missingRequirement(setting('sizing.units'), config)).toBeNull();
    expect(problemOf(units, config)).toBeNull();
  });
});

describe('the first plan', () => {
  it('of every strategy can be searched', () => {
    for (const { id } of strategyListings) {
      const setup = {
        data: { kind: 'sample', id: 'sp500' } as const,
        config: { strategy: { id, params: {} } },
      };
      const { spec } = searchOf(setup, undefined);
      expect(spec, id).not.toBeNull();
      expect(() => checkSweep(spec!), id).not.toThrow();
    }
  });

  it('varies the strategy’s own settings first', () => {
    expect(firstPlan('sma-cross')).toMatchObject({
      across: { path: 'strategy.params.fast' },
      up: { path: 'strategy.params.slow' },
    });
  });

  it('of the example has 870 cells, the slow average by rows', () => {
    const { spec, cells } = searchOf(
      { data: { kind: 'sample', id: 'sp500' }, config: base },
      examplePlan,
    );
    expect(cells).toBe(870);
    expect(cellConfig(spec!, 31).strategy.params).toMatchObject({ fast: 4, slow: 30 });
  });

  it('of too many cells is refused with the limit', () => {
    const plan = { ...examplePlan, across: fast({ from: 2, to: 1000, step: 1 }) };
    const wide = { ...plan, up: { ...examplePlan.up!, from: 2, to: 1000, step: 1 } };
    const { spec, problem } = searchOf(
      { data: { kind: 'sample', id: 'sp500' }, config: base },
      wide,
    );
    expect(spec).toBeNull();
    expect(problem).toContain('100,000');
  });
});

describe('a value', () => {
  it('is written in the notation of its setting', () => {
    expect(valueText(setting('strategy.params.fast'), 20)).toBe('20 bars');
    expect(valueText(setting('protection.stopLoss'), 0.025)).toBe('2.5%');
    expect(valueText(setting('account.makerFeeBps'), -1)).toBe('−1 bps');
  });
});
