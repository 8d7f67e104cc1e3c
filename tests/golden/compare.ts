/** First difference between an answer and the expectation. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
}

export interface CompareRules {
  readonly rel: number;
  readonly abs: number;
  readonly alternatives?: (path: string) => readonly (number | null)[] | undefined;
}

const isArrayLike = (x: unknown): x is ArrayLike<unknown> =>
  Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));

const isAbsent = (x: unknown): boolean =>
  x === null || (typeof x === 'number' && !Number.isFinite(x));

function closeTo(got: unknown, expected: unknown, rules: CompareRules): boolean {
  if (isAbsent(expected)) return isAbsent(got);
  if (typeof expected !== 'number' || typeof got !== 'number') return got === expected;
  return Math.abs(got - expected) <= rules.abs + rules.rel * Math.abs(expected);
}

/**
 * Deep comparison by the vectors' rule |got − exp| ≤ abs + rel·|exp|; null matches null, NaN and infinities;
 * strings and booleans exactly; missing and additional keys are differences.
 */
export function firstDifference(
  got: unknown,
  expected: unknown,
  rules: CompareRules,
  path = '',
): Difference | null {
  if (isArrayLike(expected)) {
    if (!isArrayLike(got)) return { path, expected: `array of ${expected.length}`, got };
    if (got.length !== expected.length)
      return { path: `${path}.length`, expected: expected.length, got: got.length };
    for (let i = 0; i < expected.length; i++) {
      const found = firstDifference(got[i], expected[i], rules, `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof got !== 'object' || got === null) return { path, expected: 'object', got };
    const mine = got as Record<string, unknown>;
    const theirs = expected as Record<string, unknown>;
    for (const key of Object.keys(theirs)) {
      if (!(key in mine)) return { path: `${path}.${key}`, expected: theirs[key], got: 'missing' };
      const found = firstDifference(mine[key], theirs[key], rules, `${path}.${key}`);
      if (found !== null) return found;
    }
    for (const key of Object.keys(mine)) {
      if (!(key in theirs))
        return { path: `${path}.${key}`, expected: 'no such key', got: mine[key] };
    }
    return null;
  }
  if (closeTo(got, expected, rules)) return null;
  const others = rules.alternatives?.(path);
  if (others?.some((other) => closeTo(got, other, rules))) return null;
  return { path, expected, got };
}
