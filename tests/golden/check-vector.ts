import type { GoldenAdapter, GoldenVector } from './adapter';
import { type Difference, firstDifference } from './compare';

export interface VectorFailure extends Difference {
  readonly answer: string;
}

/** Every answer of the adapter against every expected key; an empty list means the vector passes. */
export async function checkVector(
  adapter: GoldenAdapter,
  vector: GoldenVector,
): Promise<VectorFailure[]> {
  const failures: VectorFailure[] = [];
  const answers = await adapter.answers(vector);
  if (answers.length === 0)
    failures.push({ answer: '-', path: '', expected: 'at least one answer', got: 'none' });
  const answered = new Set<string>();
  for (const answer of answers) {
    const excused = answer.notByThisPath ?? {};
    const keys = new Set([...Object.keys(vector.expected), ...Object.keys(answer.outputs)]);
    for (const key of keys) {
      if (key in excused && !(key in answer.outputs)) continue;
      answered.add(key);
      if (!(key in vector.expected)) {
        failures.push({
          answer: answer.path,
          path: key,
          expected: 'no such key',
          got: answer.outputs[key],
        });
        continue;
      }
      if (!(key in answer.outputs)) {
        failures.push({
          answer: answer.path,
          path: key,
          expected: vector.expected[key],
          got: 'missing',
        });
        continue;
      }
      const tolerance = adapter.toleranceFor?.(vector, key) ?? vector.tolerance;
      const found = firstDifference(
        answer.outputs[key],
        vector.expected[key],
        {
          rel: tolerance.rel,
          abs: tolerance.abs,
          ...(adapter.alternatives && {
            alternatives: (path: string) => adapter.alternatives!(vector, path),
          }),
        },
        key,
      );
      if (found !== null) failures.push({ answer: answer.path, ...found });
    }
  }
  for (const key of Object.keys(vector.expected)) {
    if (!answered.has(key))
      failures.push({
        answer: 'every path',
        path: key,
        expected: vector.expected[key],
        got: 'computed by no path',
      });
  }
  return failures;
}
