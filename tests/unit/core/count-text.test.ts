import { describe, expect, it } from 'vitest';
import { countText } from '../../../lib/core/count-text';

describe('a count inside a sentence', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1392, '1,392'],
    [1_000_000, '1,000,000'],
  ])('%d reads %s', (count, text) => {
    expect(countText(count)).toBe(text);
  });
});
