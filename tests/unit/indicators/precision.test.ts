import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { indicator } from '../../../lib/indicators/catalogue';
import { testStore } from '../../support/kernels';

/** A walk that jumps up a hundredfold, comes back, and goes quiet: what left a window must not show in it. */
function roughWalk(n: number, level: number, quiet: number): Float64Array {
  const rng = createRng(11);
  const x = new Float64Array(n);
  let p = level;
  for (let i = 0; i < n; i++) {
    const step = i % 700 > 350 ? quiet : 0.02;
    p *= 1 + step * (rng.uniform() - 0.5);
    x[i] = i % 900 === 450 ? p * 100 : p;
  }
  return x;
}

async function compute(
  id: string,
  inputs: readonly Float64Array[],
  params: Record<string, number>,
  output = 0,
): Promise<Float64Array> {
  const store = await testStore();
  const n = inputs[0]!.length;
  const columns = inputs.map((x) => store.columnFrom(x));
  const instance = indicator(id).create(store, columns, params, n);
  instance.advance(0, n);
  return store.copy(instance.outputs[output]!, 0, n);
}

interface Sums {
  readonly mean: number;
  readonly squares: number;
}

function twoPass(window: Float64Array): Sums {
  const shift = window[0]!;
  const mean = window.reduce((sum, x) => sum + (x - shift), 0) / window.length;
  const squares = window.reduce((sum, x) => sum + (x - shift - mean) ** 2, 0);
  return { mean: shift + mean, squares };
}

function expectClose(got: Float64Array, i: number, expected: number, relative: number): void {
  const error = Math.abs(got[i]! - expected) / Math.abs(expected);
  expect([i, got[i], expected, error <= relative]).toEqual([i, got[i], expected, true]);
}

describe.each([
  ['a usual price', 100, 1e-3],
  ['a huge price', 1e12, 1e-5],
  ['a tiny price', 1e-9, 1e-4],
])('over 4000 bars of %s', (_name, level, quiet) => {
  const n = 4000;
  const x = roughWalk(n, level, quiet);

  it('rolling standard deviation agrees with two passes over each window', async () => {
    const got = await compute('standard-deviation', [x], { period: 20, ddof: 1 });
    for (let i = 19; i < n; i++) {
      const { squares } = twoPass(x.subarray(i - 19, i + 1));
      expectClose(got, i, Math.sqrt(squares / 19), 1e-9);
    }
  });

  it('moving averages agree with sums over each window', async () => {
    const sma = await compute('sma', [x], { period: 33 });
    const wma = await compute('wma', [x], { period: 33 });
    for (let i = 32; i < n; i++) {
      const window = x.subarray(i - 32, i + 1);
      expectClose(sma, i, window.reduce((a, b) => a + b, 0) / 33, 1e-11);
      const weighted = window.reduce((sum, v, k) => sum + v * (k + 1), 0) / (33 * 17);
      expectClose(wma, i, weighted, 1e-10);
    }
  });

  it('rolling correlation agrees with two passes over each window', async () => {
    const y = roughWalk(n, level, quiet).map((v, i) => v * (1 + 0.001 * Math.sin(i)));
    const got = await compute('correlation', [x, y], { period: 30 });
    for (let i = 29; i < n; i++) {
      const a = x.subarray(i - 29, i + 1);
      const b = y.subarray(i - 29, i + 1);
      const sa = twoPass(a);
      const sb = twoPass(b);
      const cross = a.reduce((sum, v, k) => sum + (v - sa.mean) * (b[k]! - sb.mean), 0);
      const expected = cross / Math.sqrt(sa.squares * sb.squares);
      expect(Math.abs(got[i]! - expected)).toBeLessThanOrEqual(1e-7);
    }
  });

  it('rolling extremes agree with a search of each window', async () => {
    for (const period of [1, 2, 3, 7, 14, 20, 64, 100]) {
      const most = await compute('maximum', [x], { period });
      const least = await compute('minimum', [x], { period });
      for (let i = period - 1; i < n; i++) {
        const window = x.subarray(i - period + 1, i + 1);
        expect(most[i]).toBe(Math.max(...window));
        expect(least[i]).toBe(Math.min(...window));
      }
    }
  });

  it('the exponential average agrees with its recursion', async () => {
    const got = await compute('ema', [x], { period: 21 });
    let y = x.subarray(0, 21).reduce((a, b) => a + b, 0) / 21;
    for (let i = 20; i < n; i++) {
      if (i > 20) y += (x[i]! - y) * (2 / 22);
      expectClose(got, i, y, 1e-11);
    }
  });
});

describe('flat stretches', () => {
  it('give a deviation of exactly 0 and no z-score, however large the moves before them', async () => {
    const x = roughWalk(3000, 100, 0.01);
    x.fill(x[1200]! / 3, 1200, 1400);
    const deviation = await compute('standard-deviation', [x], { period: 20, ddof: 0 });
    const z = await compute('z-score', [x], { period: 20 });
    const cci = await compute('cci', [x, x, x], { period: 20 });
    for (let i = 1219; i < 1400; i++) {
      expect(deviation[i]).toBe(0);
      expect(z[i]).toBeNaN();
      expect(cci[i]).toBe(0);
    }
    expect(deviation[1218]).toBeGreaterThan(0);
    expect(deviation[1400]).toBeGreaterThan(0);
  });

  it('give an RSI and a stochastic of 0 when nothing ever moved', async () => {
    const x = new Float64Array(100).fill(1 / 3);
    const rsi = await compute('rsi', [x], { period: 14 });
    const k = await compute('stochastic', [x, x, x], {});
    expect(rsi.subarray(14).every((v) => v === 0)).toBe(true);
    expect(k.subarray(17).every((v) => v === 0)).toBe(true);
  });
});
