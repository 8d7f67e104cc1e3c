import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicatorCatalogue } from '../../lib/indicators/catalogue';
import {
  chunksProperty,
  compute,
  type Data,
  fields,
  firstDifference,
  paramsOf,
  randomBars,
} from '../reference/indicator-chunks';

const firstValue = (a: Float64Array): number => a.findIndex((x) => !Number.isNaN(x));

const copyOf = (data: Data): Data =>
  Object.fromEntries(fields.map((f) => [f, data[f].slice()])) as Data;

/** What outputs do after a NaN bar at `hole`. */
const recursive = new Set([
  'keltner',
  'ema',
  'ewm',
  'ewm-adjusted',
  'macd',
  'macd-own-seed',
  'adx',
  'rsi',
  'atr',
  'atr-percent',
]);
/** Read two bars only: the one at hand and one earlier. */
const twoPoint = new Map([
  ['true-range', 1],
  ['log-return', 1],
  ['simple-return', 1],
  ['roc', 10],
]);

describe.each(indicatorCatalogue.map((d) => [d.id, d] as const))('%s', (_id, definition) => {
  it('has outputs as long as its input, and its slowest one starts right after the look-back', async () => {
    const data = randomBars(3, 400);
    for (const period of [5, 14, 33]) {
      const params = paramsOf(definition, period);
      const outputs = await compute(definition, data, params);
      expect(outputs).toHaveLength(definition.outputs.length);
      for (const output of outputs) expect(output).toHaveLength(400);
      expect(Math.max(...outputs.map(firstValue))).toBe(definition.lookback(params));
    }
  });

  it('gives NaN only on a series that is one bar shorter than it needs', async () => {
    const params = paramsOf(definition, 14);
    const bars = definition.lookback(params);
    if (bars === 0) return;
    const outputs = await compute(definition, randomBars(4, bars), params);
    expect(outputs.some((output) => output.every(Number.isNaN))).toBe(true);
  });

  it('computed in any chunks gives the bits of computing at once', async () => {
    await fc.assert(chunksProperty(definition), { numRuns: 25 });
  });

  it('computed bar by bar gives the bits of computing at once', async () => {
    const data = randomBars(5, 2600);
    data.close[1500] = Number.NaN;
    const everyBar = Array.from({ length: 2599 }, (_, i) => i + 1);
    const params = paramsOf(definition, 14);
    const once = await compute(definition, data, params);
    const stepped = await compute(definition, data, params, everyBar);
    once.forEach((output, k) => {
      expect([k, firstDifference(output, stepped[k]!)]).toEqual([k, -1]);
    });
  });

  it('never changes an earlier output when a later input changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 1, max: 2499 }),
        fc.constantFrom(1.5, Number.NaN),
        async (seed, at, factor) => {
          const data = randomBars(seed, 2500);
          const changed = copyOf(data);
          for (const field of fields) {
            for (let i = at; i < 2500; i++) changed[field][i] = data[field][i]! * factor;
          }
          const params = paramsOf(definition, 14);
          const before = await compute(definition, data, params);
          const after = await compute(definition, changed, params);
          before.forEach((output, k) => {
            expect([k, firstDifference(output, after[k]!, 0, at)]).toEqual([k, -1]);
          });
        },
      ),
      { numRuns: 10 },
    );
  });

  it('gives NaN around a NaN bar, and has recovered after its look-back', async () => {
    const params = paramsOf(definition, 10);
    const lookback = definition.lookback(params);
    for (const hole of [300, 1024, 1500]) {
      const data = randomBars(6, 2500);
      const clean = await compute(definition, data, params);
      for (const field of fields) data[field][hole] = Number.NaN;
      const outputs = await compute(definition, data, params);
      const distance = twoPoint.get(definition.id);
      outputs.forEach((output, k) => {
        expect([k, firstDifference(output, clean[k]!, 0, hole)]).toEqual([k, -1]);
        if (distance !== undefined) {
          expect(output[hole]).toBeNaN();
          expect(output[hole + distance]).toBeNaN();
          output[hole] = clean[k]![hole]!;
          output[hole + distance] = clean[k]![hole + distance]!;
          expect(firstDifference(output, clean[k]!)).toBe(-1);
          return;
        }
        const next = output.subarray(hole).findIndex((x) => !Number.isNaN(x));
        const warmUp = firstValue(clean[k]!);
        expect([k, next]).toEqual([k, warmUp + 1]);
        expect(next).toBeLessThanOrEqual(lookback + 1);
      });
    }
  });

  it('does not depend on the price unit: scaling by a power of two scales the output or leaves it', async () => {
    const data = randomBars(8, 1500);
    const params = paramsOf(definition, 14);
    const base = await compute(definition, data, params);
    for (const factor of [2 ** -60, 2 ** 60]) {
      const scaled = copyOf(data);
      for (const field of fields) scaled[field] = data[field].map((x) => x * factor);
      const outputs = await compute(definition, scaled, params);
      outputs.forEach((output, k) => {
        const same = firstDifference(output, base[k]!) === -1;
        const scaledToo =
          firstDifference(
            output.map((x) => x / factor),
            base[k]!,
          ) === -1;
        expect([definition.outputs[k]!.id, same || scaledToo]).toEqual([
          definition.outputs[k]!.id,
          true,
        ]);
      });
    }
  });

  it('on a constant price is exact: its price, 0 or no value', async () => {
    for (const price of [0.1, 3, 1e-9 / 3, 1e9 / 7]) {
      const data = Object.fromEntries(
        fields.map((f) => [f, new Float64Array(3000).fill(price)]),
      ) as Data;
      const outputs = await compute(definition, data, paramsOf(definition, 14));
      outputs.forEach((output, k) => {
        for (const x of output) {
          const exact = Number.isNaN(x) || x === 0 || x === price;
          expect([definition.outputs[k]!.id, x, exact]).toEqual([
            definition.outputs[k]!.id,
            x,
            true,
          ]);
        }
      });
    }
  });
});

const recursiveOnes = indicatorCatalogue
  .filter((d) => recursive.has(d.id))
  .map((d) => [d.id, d] as const);

describe.each(recursiveOnes)('recursive %s', (_id, definition) => {
  it('starts anew after a NaN bar as if the series began there', async () => {
    const params = paramsOf(definition, 10);
    const data = randomBars(7, 900);
    for (const field of fields) data[field][200] = Number.NaN;
    const tail = Object.fromEntries(fields.map((f) => [f, data[f].slice(201)])) as Data;
    const outputs = await compute(definition, data, params);
    const fresh = await compute(definition, tail, params);
    fresh.forEach((output, k) => {
      for (let i = 0; i < output.length; i++) {
        const x = output[i]!;
        const y = outputs[k]![201 + i]!;
        expect(Number.isNaN(x)).toBe(Number.isNaN(y));
        if (!Number.isNaN(x))
          expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-10 + 1e-11 * Math.abs(x));
      }
    });
  });
});
