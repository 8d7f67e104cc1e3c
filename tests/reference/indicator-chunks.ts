import fc from 'fast-check';
import { createRng } from '../../lib/core/rng';
import {
  type BarField,
  type IndicatorDefinition,
  indicatorParams,
} from '../../lib/indicators/indicator';
import { testStore } from '../support/kernels';

export type Data = Record<BarField, Float64Array>;

export const fields: readonly BarField[] = ['open', 'high', 'low', 'close', 'volume'];

/** Random bars with runs of unchanged prices, ties and jumps among them. */
export function randomBars(seed: number, n: number): Data {
  const rng = createRng(seed);
  const data = Object.fromEntries(fields.map((f) => [f, new Float64Array(n)])) as Data;
  let price = 100;
  let still = 0;
  for (let i = 0; i < n; i++) {
    if (still === 0 && rng.uniform() < 0.01) still = 1 + rng.below(60);
    const moving = still === 0;
    if (!moving) still--;
    const jump = moving && rng.uniform() < 0.005 ? 3 : 1;
    const close = moving ? price * (1 + 0.02 * jump * (rng.uniform() - 0.5)) : price;
    data.open[i] = price;
    data.close[i] = close;
    data.high[i] = Math.max(price, close) * (moving ? 1 + 0.005 * rng.uniform() : 1);
    data.low[i] = Math.min(price, close) * (moving ? 1 - 0.005 * rng.uniform() : 1);
    data.volume[i] = 1000 * rng.uniform();
    price = close;
  }
  return data;
}

/** Full-length outputs, advanced over the given boundaries. */
export async function compute(
  definition: IndicatorDefinition,
  data: Data,
  params: Record<string, number>,
  boundaries: readonly number[] = [],
): Promise<Float64Array[]> {
  const store = await testStore();
  const n = data.close.length;
  const inputs = definition.inputs.map((field) => store.columnFrom(data[field]));
  const instance = definition.create(store, inputs, params, n);
  let from = 0;
  for (const to of [...boundaries, n]) {
    instance.advance(from, to);
    from = to;
  }
  return instance.outputs.map((column) => store.copy(column, 0, n));
}

const bits = (x: number): bigint => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Number.isNaN(x) ? Number.NaN : x);
  return view.getBigUint64(0);
};

/** First index in [from, to) where the bits differ; NaN equals NaN. −1 = none. */
export function firstDifference(a: Float64Array, b: Float64Array, from = 0, to = a.length): number {
  for (let i = from; i < to; i++) if (bits(a[i]!) !== bits(b[i]!)) return i;
  return -1;
}

export function paramsOf(definition: IndicatorDefinition, period: number): Record<string, number> {
  const defaults = indicatorParams(definition, {});
  if ('period' in defaults) return { ...defaults, period };
  if ('span' in defaults) return { ...defaults, span: period };
  return defaults;
}

/** Computed in any chunks, holes in the data among them, an indicator gives the bits of computing at once. */
export function chunksProperty(definition: IndicatorDefinition) {
  return fc.asyncProperty(
    fc.integer({ min: 0, max: 2 ** 31 }),
    fc.integer({ min: 4, max: 40 }),
    fc.integer({ min: 1, max: 5000 }),
    fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 40 }),
    fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 3 }),
    async (seed, period, n, cuts, holes) => {
      const data = randomBars(seed, n);
      for (const hole of holes) {
        if (hole < n) {
          data[fields[1 + (hole % 4)]!][hole] =
            hole % 3 === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
        }
      }
      const params = paramsOf(definition, period);
      const boundaries = cuts.filter((cut) => cut < n).sort((a, b) => a - b);
      const once = await compute(definition, data, params);
      const chunked = await compute(definition, data, params, boundaries);
      once.forEach((output, k) => {
        const at = firstDifference(output, chunked[k]!);
        if (at < 0) return;
        throw new Error(
          `${definition.id}, output ${k}, bar ${at}: ${output[at]} at once, ${chunked[k]![at]} in chunks`,
        );
      });
    },
  );
}
