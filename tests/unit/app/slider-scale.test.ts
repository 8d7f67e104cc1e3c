import { describe, expect, it } from 'vitest';
import {
  onGrid,
  positionOf,
  sliderSteps,
  valueAt,
} from '../../../app/_components/setup/slider-scale';

describe('slider positions', () => {
  it.each([
    [1, 2000, 1],
    [2, 5000, 1],
    [0, 0.99, 0.005],
    [1, 99, 1],
  ])('reach both ends of %d to %d', (min, max, step) => {
    expect(valueAt(0, min, max, step)).toBe(min);
    expect(valueAt(sliderSteps, min, max, step)).toBeCloseTo(max, 10);
    expect(positionOf(min, min, max)).toBe(0);
    expect(positionOf(max, min, max)).toBe(sliderSteps);
  });

  it('never fall while the value rises', () => {
    let last = -1;
    for (let value = 1; value <= 2000; value++) {
      const position = positionOf(value, 1, 2000);
      expect(position).toBeGreaterThanOrEqual(last);
      last = position;
    }
  });

  it('give small look-backs of a wide range room of their own', () => {
    const twenty = positionOf(20, 1, 2000);
    expect(twenty).toBeGreaterThan(sliderSteps * 0.3);
    expect(valueAt(twenty, 1, 2000, 1)).toBe(20);
  });

  it('put values outside the bounds at the ends', () => {
    expect(positionOf(9000, 1, 2000)).toBe(sliderSteps);
    expect(positionOf(-4, 1, 2000)).toBe(0);
  });
});

describe('the grid of a setting', () => {
  it('leaves no tail of binary fractions', () => {
    expect(onGrid(0.1 + 0.2, 0, 1, 0.05)).toBe(0.3);
  });

  it('keeps to the bounds', () => {
    expect(onGrid(7, 0, 5, 1)).toBe(5);
    expect(onGrid(-3, 1, 5, 1)).toBe(1);
  });
});
