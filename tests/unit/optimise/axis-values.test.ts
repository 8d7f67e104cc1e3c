import { describe, expect, it } from 'vitest';
import { axisValues } from '../../../lib/optimise/axis-values.schema';
import { sweepableSettings } from '../../../lib/optimise/sweepable-settings.schema';
import { strategyListings } from '../../../lib/strategies/catalogue.schema';

describe('The values of a range', () => {
  it('are the decimals as they are written, without drift', () => {
    expect(axisValues({ from: 0.1, to: 0.3, step: 0.1 })).toEqual([0.1, 0.2, 0.3]);
    expect(axisValues({ from: -0.3, to: 0.3, step: 0.15 })).toEqual([-0.3, -0.15, 0, 0.15, 0.3]);
    expect(axisValues({ from: 1e-9, to: 5e-9, step: 2e-9 })).toEqual([1e-9, 3e-9, 5e-9]);
    const fine = axisValues({ from: 0, to: 1, step: 0.001 });
    expect(fine).toHaveLength(1001);
    fine.forEach((value, k) => {
      expect(value).toBe(Number((k / 1000).toFixed(3)));
    });
  });

  it('end at the last one not above the end', () => {
    expect(axisValues({ from: 5, to: 19, step: 5 })).toEqual([5, 10, 15]);
    expect(axisValues({ from: 0.005, to: 0.0199, step: 0.005 })).toEqual([0.005, 0.01, 0.015]);
    expect(axisValues({ from: 7, to: 7, step: 1 })).toEqual([7]);
  });

  it('are refused where there can be none, or too many', () => {
    expect(() => axisValues({ from: 1, to: 5, step: 0 }, 'Fast')).toThrow(/Fast: the step/);
    expect(() => axisValues({ from: 5, to: 1, step: 1 })).toThrow(/before the start/);
    expect(() => axisValues({ from: Number.NaN, to: 1, step: 1 })).toThrow(
      /start must be a number/,
    );
    expect(() => axisValues({ from: 0, to: 1e9, step: 1 })).toThrow(/10000 is the most/);
    expect(() => axisValues({ from: 1e-300, to: 1, step: 0.5 })).toThrow(/more digits/);
  });
});

describe('The settings that may be varied', () => {
  for (const { id, label } of strategyListings) {
    it(`of ${label} have suggested values that can be run`, () => {
      const settings = sweepableSettings(id);
      expect(new Set(settings.map((s) => s.path)).size).toBe(settings.length);
      for (const s of settings) {
        const range = { from: s.suggestedFrom, to: s.suggestedTo, step: s.suggestedStep };
        const values = axisValues(range);
        expect(values.length, s.path).toBeGreaterThanOrEqual(2);
        expect(values.length, s.path).toBeLessThanOrEqual(12);
        expect(values[0], s.path).toBeGreaterThanOrEqual(s.min);
        expect(values.at(-1), s.path).toBeLessThanOrEqual(s.max);
        expect(values.at(-1), s.path).toBe(s.suggestedTo);
        if (s.isInteger) expect(values.every(Number.isInteger), s.path).toBe(true);
      }
    });
  }

  it('start with the strategy’s own and leave out choices, switches and capital', () => {
    const paths = sweepableSettings('sma-cross').map((s) => s.path);
    expect(paths.slice(0, 3)).toEqual([
      'strategy.params.fast',
      'strategy.params.slow',
      'strategy.params.band',
    ]);
    expect(paths).toContain('protection.stopLoss');
    expect(paths).toContain('account.feeBps');
    expect(paths).not.toContain('account.capital');
    expect(paths).not.toContain('strategy.params.entry');
  });
});
