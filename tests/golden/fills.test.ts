import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { GoldenVector } from './adapter';
import { fillsAdapter, fillsFullAdapter } from './adapters/fills';
import { checkVector } from './check-vector';

const read = (topic = 'fills'): GoldenVector =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`./vectors/${topic}.json`, import.meta.url)), 'utf8'),
  ) as GoldenVector;

describe('golden fills', () => {
  it('gives every fill, order, trade and mark of every case within 1e-9', async () => {
    expect(await checkVector(fillsAdapter, read())).toEqual([]);
  });

  it('gives them for every order kind and every rule of accounts too', async () => {
    expect(await checkVector(fillsFullAdapter, read('fills-full'))).toEqual([]);
  });

  it('reports a fee that is off by one part in a million', async () => {
    const vector = read();
    const expected = structuredClone(vector.expected) as { cases: { fills: { fee: number }[] }[] };
    expected.cases[0]!.fills[0]!.fee *= 1.000001;
    const failures = await checkVector(fillsAdapter, { ...vector, expected });
    expect(new Set(failures.map((failure) => failure.path))).toEqual(
      new Set(['cases[0].fills[0].fee']),
    );
  });
});
