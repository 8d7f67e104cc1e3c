import { describe, expect, it } from 'vitest';
import { checkDeterminism, rules } from '../../../scripts/check-determinism.mjs';

describe('determinism rules', () => {
  it('hold for the whole of lib', () => {
    const { files, violations } = checkDeterminism();
    expect(violations).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it.each([
    'Math.random()',
    'Date.now()',
    'Math.exp(x)',
    'x ** 2',
    'new Date()',
    'fetch(url)',
    'x.toLocaleString()',
    'performance.now()',
  ])('notice %s', (code) => {
    expect(rules.some((rule) => rule.pattern.test(code))).toBe(true);
  });

  it('let plain arithmetic pass', () => {
    expect(rules.some((rule) => rule.pattern.test('Math.sqrt(a * b) + Math.max(c, d)'))).toBe(
      false,
    );
  });
});
