import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { GoldenVector } from './adapter';
import { metricsAdapter } from './adapters/metrics';
import { checkVector } from './check-vector';

const read = (): GoldenVector =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('./vectors/metrics.json', import.meta.url)), 'utf8'),
  ) as GoldenVector;

describe('golden metrics', () => {
  it('gives every expected figure within 1e-9', async () => {
    expect(await checkVector(metricsAdapter, read())).toEqual([]);
  });

  it('reports a figure that is off by one part in a million', async () => {
    const vector = read();
    const expected = {
      ...vector.expected,
      sharpe: (vector.expected.sharpe as number) * 1.000001,
    };
    const failures = await checkVector(metricsAdapter, { ...vector, expected });
    expect(failures.map((failure) => failure.path)).toEqual(['sharpe']);
  });
});
