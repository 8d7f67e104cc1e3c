import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/core/rng';
import { indicator } from '../../../lib/indicators/catalogue';
import { testStore } from '../../support/kernels';

const moving = 150;

/** Prices of two decimals that move for 150 bars and stand still from then on. */
function comesToRest(seed: number, length: number): Float64Array {
  const rng = createRng(seed);
  const x = new Float64Array(length);
  let price = 100;
  for (let i = 0; i < length; i++) {
    if (i < moving) price = Math.round(price * (1 + 0.02 * (rng.uniform() - 0.5)) * 100) / 100;
    x[i] = price;
  }
  return x;
}

async function compute(
  id: string,
  x: Float64Array,
  params: Record<string, number>,
  chunk = x.length,
): Promise<Float64Array[]> {
  const store = await testStore();
  const instance = indicator(id).create(store, [store.columnFrom(x)], params, x.length);
  for (let from = 0; from < x.length; from += chunk) {
    instance.advance(from, Math.min(x.length, from + chunk));
  }
  return instance.outputs.map((column) => store.copy(column, 0, x.length));
}

describe.each([1, 2, 3, 5, 8, 20])('a mean of %i bars', (period) => {
  it.each(['sma', 'wma'])(
    'is exactly the price where all of them are one price: %s',
    async (id) => {
      for (const [before, after] of [
        [71.67, 13.67],
        [97.68, 27.19],
        [0.1, 0.3],
      ] as const) {
        for (const step of [30, 31, 32, 33]) {
          const x = Float64Array.from({ length: 80 }, (_, i) => (i < step ? before : after));
          const [mean] = await compute(id, x, { period });
          const still = step + period - 1;
          expect(mean!.subarray(still)).toEqual(x.subarray(still));
          expect((await compute(id, x, { period }, 3))[0]).toEqual(mean);
        }
      }
    },
  );
});

it('a mean has no value where an infinity stands still', async () => {
  const x = new Float64Array(30).fill(Number.POSITIVE_INFINITY, 5, 20);
  const [mean] = await compute('sma', x, { period: 4 });
  expect(mean!.subarray(5, 23).every(Number.isNaN)).toBe(true);
  expect(mean![23]).toBe(0);
});

describe.each([
  { fast: 12, slow: 26, signal: 9 },
  { fast: 3, slow: 10, signal: 5 },
  { fast: 5, slow: 15, signal: 3 },
])('MACD %o of a price that came to rest', (params) => {
  it.each(['macd', 'macd-own-seed'])(
    'crosses neither its signal nor zero again: %s',
    async (id) => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const x = comesToRest(seed, 2500);
        const [line, , histogram] = await compute(id, x, params);
        for (const column of [line!, histogram!]) {
          const signs = Array.from(column.subarray(moving + 100), Math.sign);
          const distinct = new Set(signs.filter((sign) => sign !== 0));
          expect(distinct.size).toBeLessThan(2);
        }
        const chunked = await compute(id, x, params, 7);
        expect(chunked[2]).toEqual(histogram);
      }
    },
  );
});

it('an exponential average comes to the price it follows from one side', async () => {
  const x = comesToRest(6, 2500);
  for (const [id, params] of [
    ['ema', { period: 21 }],
    ['ewm', { span: 21 }],
  ] as const) {
    const [average] = await compute(id, x, params);
    const sides = Array.from(average!.subarray(moving), (y, k) => Math.sign(y - x[moving + k]!));
    expect(new Set(sides.filter((side) => side !== 0)).size).toBe(1);
    expect(average![2499]).toBe(x[2499]);
  }
});
