import { describe, expect, it } from 'vitest';
import { figureText, percentText } from '../../../lib/strategies/figure-text';

describe('a number inside a sentence', () => {
  it('has two decimals and thousands separators from 100 on', () => {
    expect(figureText(3101.2)).toBe('3,101.20');
    expect(figureText(1234567.891)).toBe('1,234,567.89');
    expect(figureText(100)).toBe('100.00');
  });
  it('keeps up to four decimals below 100 and six digits below 1', () => {
    expect(figureText(30)).toBe('30.00');
    expect(figureText(1.08912)).toBe('1.0891');
    expect(figureText(0.000431)).toBe('0.000431');
    expect(figureText(0.5)).toBe('0.5000');
  });
  it('writes a real minus, a plain zero, and says when there is no value', () => {
    expect(figureText(-12.5)).toBe('−12.50');
    expect(figureText(-0)).toBe('0');
    expect(figureText(Number.NaN)).toBe('not available');
    expect(figureText(Number.POSITIVE_INFINITY)).toBe('not available');
  });
  it('writes fractions as percent', () => {
    expect(percentText(0.05)).toBe('5 %');
    expect(percentText(0.9)).toBe('90 %');
    expect(percentText(0.0125)).toBe('1.25 %');
    expect(percentText(-0.0312)).toBe('−3.12 %');
  });
});
