import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { GoldenVector } from './adapter';
import { backtestAdapter } from './adapters/backtest';
import { checkVector } from './check-vector';

const read = (): GoldenVector =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('./vectors/backtest.json', import.meta.url)), 'utf8'),
  ) as GoldenVector;

describe('golden backtest', () => {
  it('matches on the column path and the stepped path', async () => {
    expect(await checkVector(backtestAdapter, read())).toEqual([]);
  });

  it('answers every output on the stepped path', async () => {
    const answers = await backtestAdapter.answers(read());
    const stepped = answers.find((answer) => answer.path === 'stepped path');
    expect(Object.keys(stepped?.outputs ?? {}).sort()).toEqual(['brackets', 'mini', 'sma_cross']);
    expect(stepped?.notByThisPath).toEqual({});
  });

  it('reports a fill price that is off by one part in a million', async () => {
    const vector = read();
    const brackets = structuredClone(vector.expected.brackets) as { exit: number }[];
    brackets[5]!.exit *= 1.000001;
    const failures = await checkVector(backtestAdapter, {
      ...vector,
      expected: { ...vector.expected, brackets },
    });
    expect(failures.map((failure) => failure.path)).toEqual([
      'brackets[5].exit',
      'brackets[5].exit',
    ]);
  });
});
