import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GoldenVector } from './adapter';
import { indicatorsAdapter } from './adapters/indicators';

const vector = JSON.parse(
  readFileSync(new URL('./vectors/indicators.json', import.meta.url), 'utf8'),
) as GoldenVector;

/** First place where the arrays differ by more than the tolerance. */
function difference(
  key: string,
  got: readonly (number | null)[],
  expected: readonly (number | null)[],
): string | null {
  const { rel, abs } = indicatorsAdapter.toleranceFor!(vector, key);
  if (got.length !== expected.length) return `length ${got.length}, expected ${expected.length}`;
  for (let i = 0; i < expected.length; i++) {
    const e = expected[i]!;
    const g = got[i]!;
    const same = e === null || g === null ? e === g : Math.abs(g - e) <= abs + rel * Math.abs(e);
    if (!same) return `at ${i}: expected ${e}, got ${g}`;
  }
  return null;
}

describe('golden indicators', () => {
  it('every expected output is computed, and no other', async () => {
    for (const { outputs } of await indicatorsAdapter.answers(vector)) {
      expect(Object.keys(outputs).sort()).toEqual(Object.keys(vector.expected).sort());
    }
  });

  it.each(Object.keys(vector.expected))('%s agrees at once and in chunks', async (key) => {
    for (const { path, outputs } of await answers) {
      const got = outputs[key] as (number | null)[];
      expect([path, difference(key, got, vector.expected[key] as (number | null)[])]).toEqual([
        path,
        null,
      ]);
    }
  });
});

const answers = indicatorsAdapter.answers(vector);
