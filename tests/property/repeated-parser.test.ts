import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseConfig } from '../../lib/core/parse-config';
import { RepeatedParser } from '../../lib/core/repeated-parser';

/** Defaults at every depth, a strict object among open ones, a record, a union and a check on the whole of an object. */
const schema = z.object({
  plain: z._default(z.int().check(z.gte(0), z.lte(5)), 3),
  values: z.record(z.string(), z.union([z.number(), z.boolean()])),
  strict: z._default(z.strictObject({ a: z._default(z.number(), 1), b: z.optional(z.string()) }), {
    a: 2,
  }),
  ordered: z._default(
    z
      .object({ low: z._default(z.number(), 0), high: z._default(z.number(), 9) })
      .check(z.refine(({ low, high }) => low < high)),
    { low: 0, high: 9 },
  ),
  either: z.optional(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('x'), n: z.number() }),
      z.strictObject({ kind: z.literal('y') }),
    ]),
  ),
  list: z.optional(z.array(z.number())),
});

const number = fc.constantFrom(0, 1, 4, 7, -0, 0.5, Number.NaN);
const input = fc.record(
  {
    plain: number,
    values: fc.dictionary(fc.constantFrom('p', 'q', 'r'), fc.oneof(number, fc.boolean()), {
      noNullPrototype: true,
    }),
    strict: fc.record(
      { a: number, b: fc.constantFrom('s', 't'), c: fc.constant(1) },
      { requiredKeys: [] },
    ),
    ordered: fc.record({ low: number, high: number }, { requiredKeys: [] }),
    either: fc.oneof(
      fc.record({ kind: fc.constant('x'), n: number }),
      fc.constant({ kind: 'y' }),
      fc.constant({ kind: 'z' }),
    ),
    list: fc.array(number, { maxLength: 2 }),
    unheard: number,
  },
  { requiredKeys: ['values'] },
);

/** An input, then others that share sections or fields with the one before. */
const inputs = fc
  .array(fc.tuple(input, fc.array(fc.nat(6), { maxLength: 4 })), { minLength: 2, maxLength: 8 })
  .map((drawn) => {
    const keys = ['plain', 'values', 'strict', 'ordered', 'either', 'list', 'unheard'] as const;
    const all: Record<string, unknown>[] = [];
    for (const [next, kept] of drawn) {
      const before = all.at(-1) ?? {};
      const same = kept.map((k) => keys[k]!).filter((key) => key in before);
      all.push({ ...next, ...Object.fromEntries(same.map((key) => [key, before[key]])) });
    }
    return all;
  });

const told = (parse: () => unknown): unknown => {
  try {
    return { parsed: parse() };
  } catch (error) {
    return (error as Error).message;
  }
};

describe('Values parsed one after another', () => {
  it('are what each is by itself, refusals too', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        const parser = new RepeatedParser(schema, 'it');
        for (const value of all) {
          expect(told(() => parser.parse(value))).toEqual(
            told(() => parseConfig(schema, value, 'it')),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
  it('tell zero from minus zero', () => {
    const parser = new RepeatedParser(z.object({ a: z.number(), b: z.number() }), 'it');
    for (const input of [
      { a: 0, b: 1 },
      { a: -0, b: 1 },
      { a: -0, b: 2 },
    ]) {
      expect(parser.parse(input)).toEqual(input);
    }
  });
});
