import { describe, expect, it } from 'vitest';
import { barsPerYear } from '../../../lib/portfolio/bars-per-year';
import { createSizer, type SizingSettings } from '../../../lib/portfolio/sizing';
import type { StrategyInputs } from '../../../lib/strategies/strategy';

const settings: SizingSettings = {
  kind: 'percent-of-equity',
  percent: 0.8,
  notional: 1000,
  units: 3,
  targetVolatility: 0.2,
  volatilityLookback: 5,
};
const close = Float64Array.of(10, 20, 40, 50, 100);
const volatility = Float64Array.of(Number.NaN, 0.1, 0.4, 0, 0.2);
const inputs: StrategyInputs = {
  bars: { open: close, high: close, low: close, close, volume: close },
  feature: () => volatility,
};

const targets = (over: Partial<SizingSettings>, signals: readonly number[], maxLeverage = 1) => {
  const sizer = createSizer({ ...settings, ...over }, maxLeverage, 365);
  sizer.attach(inputs);
  return signals.map((signal, i) => sizer.targetAt(i, signal));
};

describe('sizing', () => {
  it('scales the signal to a share of equity or to units', () => {
    expect(targets({}, [0, 1, -1, 0.5])).toEqual([0, 0.8, -0.8, 0.4]);
    expect(targets({ kind: 'units' }, [0, 1, -1])).toEqual([0, 3, -3]);
  });

  it('turns a fixed value into units where the signal changes and keeps them', () => {
    expect(targets({ kind: 'notional' }, [1, 1, -1, -1, 0])).toEqual([100, 100, -25, -25, 0]);
  });

  it('holds the share of equity that has the target volatility, up to the leverage limit', () => {
    const kind = 'volatility-target';
    expect(targets({ kind }, [1, 1, 1, 1, -1])).toEqual([0, 1, 0.5, 1, -1]);
    expect(targets({ kind }, [1, 1, 1, 1, -1], 3)).toEqual([0, 2, 0.5, 3, -1]);
  });

  it('keeps no decision no decision', () => {
    for (const kind of ['percent-of-equity', 'notional', 'units', 'volatility-target'] as const) {
      const kept = targets({ kind }, [Number.NaN, Number.NaN]);
      expect(kept, kind).toEqual([Number.NaN, Number.NaN]);
    }
  });
});

describe('bars a year', () => {
  const hour = 3_600_000;
  const day = 24 * hour;
  it('follows the calendar', () => {
    expect(barsPerYear('crypto-24x7', day)).toBe(365);
    expect(barsPerYear('crypto-24x7', hour)).toBe(8760);
    expect(barsPerYear('equity-us', day)).toBe(252);
    expect(barsPerYear('equity-us', hour)).toBe(1638);
    expect(barsPerYear('fx-24x5', hour)).toBe(6240);
  });
  it('counts calendar time for bars longer than a day', () => {
    expect(barsPerYear('equity-us', 7 * day)).toBeCloseTo(52.18, 2);
  });
});
