import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { sma } from '../../../lib/indicators/sma';
import { strategyDefinition } from '../../../lib/strategies/catalogue';
import { statesColumns } from '../../../lib/strategies/strategy';
import { testStore } from '../../support/kernels';
import { strategySignals as signals } from '../../support/strategy-signals';

const nan = Number.NaN;
const flat = (n: number) => Array.from({ length: n }, () => 100);

describe('SMA cross', () => {
  const fast = [nan, nan, 101, 102, 100, 99, 100, 103];
  const slow = [nan, nan, nan, 100, 100, 100, 100, 100];

  it('takes the side the fast average is on, keeps within the band and is flat in warm-up', () => {
    const params = { fast: 2, slow: 4, entry: 'level', allowShort: true };
    expect(signals('sma-cross', params, flat(8), { fast, slow })).toEqual([
      0,
      0,
      0,
      1,
      nan,
      -1,
      nan,
      1,
    ]);
  });

  it('stands aside instead of going short unless told to', () => {
    const params = { fast: 2, slow: 4, entry: 'level', allowShort: false };
    expect(signals('sma-cross', params, flat(8), { fast, slow })[5]).toBe(0);
  });

  it('counts averages within the relative band as equal', () => {
    const params = { fast: 2, slow: 4, band: 0.02 };
    expect(signals('sma-cross', params, flat(8), { fast, slow })[3]).toBeNaN();
    expect(signals('sma-cross', params, flat(8), { fast, slow })[7]).toBe(1);
  });

  it('enters only at a cross where told so, not on the side it finds itself on', () => {
    const params = { fast: 2, slow: 4, entry: 'cross', allowShort: false, band: 0 };
    expect(signals('sma-cross', params, flat(8), { fast, slow })).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

describe('the 10/50 cross of the comparison work', () => {
  const n = 10_000;
  const close = new Float64Array(n);
  const decided = new Float64Array(n);

  beforeAll(async () => {
    const rng = createRng(12345);
    let p = 100;
    for (let i = 0; i < n; i++) {
      const [a, b] = [rng.uniform(), rng.uniform()];
      for (let k = 0; k < 3; k++) rng.uniform();
      p = p * (1 + 0.002 * (a + b - 1));
      close[i] = p;
    }
    const store = await testStore();
    const input = store.columnFrom(close);
    const average = (period: number) => {
      const instance = sma.create(store, [input], { period }, n);
      instance.advance(0, n);
      return store.copy(instance.outputs[0]!);
    };
    const columns: Record<string, Float64Array> = { fast: average(10), slow: average(50) };
    const preset = strategyDefinition('sma-cross').presets.find((it) => it.id === 'benchmark')!;
    const strategy = strategyDefinition('sma-cross').prepare(preset.params).create();
    if (!statesColumns(strategy)) throw new Error('it should state columns');
    strategy.attach({
      bars: { open: close, high: close, low: close, close, volume: close },
      feature: (key) => columns[key]!,
    });
    strategy.stateSignals(0, n, decided);
  });

  it('makes 118 trades', () => {
    let entries = 0;
    for (let i = 1; i < n; i++) if (decided[i] === 1 && decided[i - 1] === 0) entries++;
    expect(entries).toBe(118);
  });

  it('returns −0.0650197333 with all-in fills at the deciding close', () => {
    let cash = 1;
    let units = 0;
    for (let i = 0; i < n; i++) {
      const p = close[i]!;
      if (decided[i] === 1 && units === 0) {
        units = cash / (p * 1.0005);
        cash = 0;
      } else if (decided[i] === 0 && units > 0) {
        cash = units * p * 0.9995;
        units = 0;
      }
    }
    expect(cash + units * close[n - 1]! - 1).toBeCloseTo(-0.0650197333, 10);
  });
});

describe('RSI reversion', () => {
  const params = { period: 2, oversold: 30, exit: 50, overbought: 70, allowShort: true };
  const moving = [1, 2, 3, 4, 5, 6, 7, 8];

  it('is long from oversold to the exit and short from overbought to the exit', () => {
    const rsi = [nan, nan, 29, 40, 50, 71, 60, 50];
    expect(signals('rsi-reversion', params, moving, { rsi })).toEqual([0, 0, 1, 1, 0, -1, -1, 0]);
  });

  it('stands aside above overbought unless short is allowed', () => {
    const rsi = [nan, nan, 29, 71, 80, 29, 10, 45];
    const long = { ...params, allowShort: false };
    expect(signals('rsi-reversion', long, moving, { rsi })).toEqual([0, 0, 1, 0, 0, 1, 1, 1]);
  });

  it('reads an RSI of 0 as oversold after falls and as neutral where nothing moved', () => {
    const rsi = [nan, nan, 0, 0, 0, 0];
    const falling = [9, 8, 7, 7, 7, 7];
    expect(signals('rsi-reversion', params, falling, { rsi })).toEqual([0, 0, 1, 1, 0, 0]);
    expect(signals('rsi-reversion', params, flat(6), { rsi })).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('refuses levels that do not rise', () => {
    expect(() => strategyDefinition('rsi-reversion').prepare({ oversold: 60 })).toThrow(
      /levels must rise: oversold \(60\) below exit \(50\)/,
    );
  });
});

describe('Donchian breakout', () => {
  const entryHigh = [nan, 10, 10, 11, 12, 12, 12, 12];
  const exitLow = [nan, 8, 8, 9, 9, 9, 9, 7];
  const entryLow = [nan, 7, 7, 7, 7, 7, 7, 6];
  const exitHigh = [nan, 9, 10, 11, 11, 11, 8, 8];
  const close = [9, 9, 11, 12, 8.5, 8, 6.5, 8.5];

  it('compares the close with the channels of the bars before it', () => {
    const params = { entryBars: 2, exitBars: 2, allowShort: false };
    expect(signals('donchian-breakout', params, close, { entryHigh, exitLow })).toEqual([
      0, 0, 1, 1, 0, 0, 0, 0,
    ]);
  });

  it('mirrors the short side', () => {
    const params = { entryBars: 2, exitBars: 2, allowShort: true };
    const features = { entryHigh, exitLow, entryLow, exitHigh };
    expect(signals('donchian-breakout', params, close, features)).toEqual([
      0, 0, 1, 1, 0, 0, -1, 0,
    ]);
  });
});
