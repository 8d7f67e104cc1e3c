import { describe, expect, it } from 'vitest';
import { ConfigError, KernelError } from '../../../lib/core/errors';
import { describeFields } from '../../../lib/core/fields';
import { indicator, indicatorCatalogue } from '../../../lib/indicators/catalogue';
import { indicatorDescriptions } from '../../../lib/indicators/catalogue.schema';
import { indicatorParams } from '../../../lib/indicators/indicator';
import { testStore } from '../../support/kernels';

describe('the indicator catalogue', () => {
  it('lists the same indicators for the page as for the computation, each once', () => {
    const ids = indicatorCatalogue.map((d) => d.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(indicatorDescriptions.map((d) => d.id)).toEqual(ids);
  });

  it('describes every parameter for a form, with a default inside its bounds', () => {
    for (const definition of indicatorCatalogue) {
      const fields = describeFields(definition.schema);
      expect(fields.map((f) => f.key)).toEqual(Object.keys(definition.schema.shape));
      for (const field of fields) {
        expect(Number(field.defaultValue)).toBeGreaterThanOrEqual(field.min!);
        expect(Number(field.defaultValue)).toBeLessThanOrEqual(field.max!);
      }
      expect(definition.help.length).toBeGreaterThan(20);
      expect(definition.shortLabel(indicatorParams(definition, {})).length).toBeGreaterThan(0);
    }
  });

  it('speaks of bars that are looked at only where older ones do not count', () => {
    for (const id of ['ema', 'rsi', 'atr', 'atr-percent', 'adx', 'macd', 'keltner', 'ewm']) {
      for (const { help } of describeFields(indicator(id).schema)) {
        expect(help).not.toMatch(/looked at/);
      }
    }
  });

  it('names what exists when asked for an unknown indicator', () => {
    expect(() => indicator('smaa')).toThrow(ConfigError);
    expect(() => indicator('smaa')).toThrow(/"smaa".*sma, ema/);
  });

  it.each([
    ['sma', { period: 0 }, 'Simple moving average: period must be at least 1, not 0.'],
    ['sma', { period: 5001 }, 'Simple moving average: period must be at most 5000, not 5001.'],
    ['sma', { period: 1.5 }, 'Simple moving average: period must be a whole number, not 1.5.'],
    ['bollinger', { deviations: -1 }, 'Bollinger bands: deviations must be at least 0, not -1.'],
    ['macd', { fast: 30 }, 'MACD: slow must be larger than the fast period.'],
    ['sma', { length: 3 }, /Simple moving average: .* has no setting length; it has period\./],
  ])('says of %s what a refused parameter of %o accepts', (id, params, message) => {
    const refused = () => indicatorParams(indicator(id), params);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(message);
  });

  it('refuses a wrong number of columns, a range out of order and too short an input', async () => {
    const store = await testStore();
    const column = store.columnFrom(new Float64Array(10));
    expect(() => indicator('atr').create(store, [column], { period: 3 }, 10)).toThrow(
      /takes 3 columns \(high, low, close\), not 1/,
    );
    expect(() => indicator('sma').create(store, [column], { period: 3 }, 11)).toThrow(KernelError);
    const instance = indicator('sma').create(store, [column], { period: 3 }, 10);
    instance.advance(0, 4);
    expect(() => instance.advance(5, 6)).toThrow(/the next range starts at 4/);
    expect(() => instance.advance(4, 11)).toThrow(KernelError);
  });
});
