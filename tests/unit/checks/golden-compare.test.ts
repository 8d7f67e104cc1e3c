import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../golden/compare';

const rules = { rel: 1e-9, abs: 1e-12 };

describe('the comparison with golden vectors', () => {
  it('accepts equal values, NaN for null, and typed arrays', () => {
    expect(firstDifference(new Float64Array([1, Number.NaN]), [1, null], rules)).toBeNull();
    expect(firstDifference({ a: 'x', b: [true] }, { a: 'x', b: [true] }, rules)).toBeNull();
  });

  it.each([
    ['a value outside the tolerance', [1.00001], [1]],
    ['a number where there is no value', [0], [null]],
    ['no value where there is a number', [Number.NaN], [0]],
    ['another length', [1, 2], [1]],
    ['a missing key', {}, { a: 1 }],
    ['an additional key', { a: 1, b: 2 }, { a: 1 }],
    ['another text', ['x'], ['y']],
  ])('notices %s', (_what, got, expected) => {
    expect(firstDifference(got, expected, rules)).not.toBeNull();
  });
});
