import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../lib/core/canonical-json';
import { ConfigError } from '../../../lib/core/errors';

const thrownBy = (value: unknown): ConfigError => {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('It was written.');
};

describe('Canonical JSON', () => {
  it('has sorted keys, no white space and no minus zero', () => {
    expect(canonicalJson({ b: [1, -0, 0.1], a: { d: null, c: 'é "x"' }, e: undefined })).toBe(
      '{"a":{"c":"é \\"x\\"","d":null},"b":[1,0,0.1]}',
    );
  });

  it('is the same text whatever the order of the keys, and is read as what was written', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('names the first value that JSON can’t hold', () => {
    expect(thrownBy({ b: Number.NaN, a: [1, { x: Number.POSITIVE_INFINITY }] })).toMatchObject({
      message: '$.a[1].x is not a finite number',
      field: '$.a[1].x',
    });
    expect(thrownBy([undefined]).message).toBe("$[0] can't be written as JSON (undefined)");
    expect(thrownBy({ f: () => 1 }).message).toBe("$.f can't be written as JSON (function)");
    expect(thrownBy(1n).message).toBe("$ can't be written as JSON (bigint)");
  });
});
