import { expect, it } from 'vitest';
import { indicator } from '../../../lib/indicators/catalogue';
import { testStore } from '../../support/kernels';

/** Exponential average seeded with the plain mean of its first values, and Wilder's average of true ranges 1…n. */
function keltner(high: number[], low: number[], close: number[], n: number, m: number, k: number) {
  const out: [number, number, number][] = [];
  let ema = Number.NaN;
  let atr = Number.NaN;
  const ranges: number[] = [];
  close.forEach((c, i) => {
    if (i === n - 1) ema = close.slice(0, n).reduce((a, b) => a + b) / n;
    else if (i >= n) ema += (2 / (n + 1)) * (c - ema);
    const before = close[i - 1];
    if (before !== undefined) {
      const range = Math.max(
        high[i]! - low[i]!,
        Math.abs(high[i]! - before),
        Math.abs(low[i]! - before),
      );
      ranges.push(range);
      if (i === m) atr = ranges.reduce((a, b) => a + b) / m;
      else if (i > m) atr = (atr * (m - 1) + range) / m;
    }
    out.push([ema + k * atr, Number.isNaN(atr) ? atr : ema, ema - k * atr]);
  });
  return out;
}

it('the Keltner channel is the exponential average ± a multiple of the average true range', async () => {
  const close = [10, 11, 10.5, 12, 13, 12.5, 12, 14, 15, 14.5, 16];
  const high = close.map((c, i) => c + 0.5 + (i % 3) * 0.25);
  const low = close.map((c, i) => c - 0.75 - (i % 2) * 0.5);
  const store = await testStore();
  const inputs = [high, low, close].map((c) => store.columnFrom(Float64Array.from(c)));
  const params = { period: 3, atrPeriod: 4, multiple: 1.5 };
  const instance = indicator('keltner').create(store, inputs, params, close.length);
  instance.advance(0, 5);
  instance.advance(5, close.length);
  const expected = keltner(high, low, close, 3, 4, 1.5);
  instance.outputs.forEach((output, line) => {
    store.copy(output, 0, close.length).forEach((value, i) => {
      if (i < 4) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(expected[i]![line]!, 12);
    });
  });
});
