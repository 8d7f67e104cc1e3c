import { describe, expect, it } from 'vitest';
import {
  barAtFraction,
  brushEdges,
  dragBrush,
  keyBrush,
} from '../../../app/_components/charts/brush-range';

const start = { from: 400, to: 499 };

describe('the range selector over the overview', () => {
  it('gives every bar the same width', () => {
    expect(brushEdges({ from: 0, to: 999 }, 1000)).toEqual({ left: 0, right: 1 });
    expect(brushEdges(start, 1000)).toEqual({ left: 0.4, right: 0.5 });
    expect(barAtFraction(0.4, 1000)).toBe(400);
    expect(barAtFraction(1.2, 1000)).toBe(999);
    expect(barAtFraction(-0.2, 1000)).toBe(0);
  });

  it('moves the window with its width kept, up to the ends', () => {
    expect(dragBrush(start, 'window', 50, 1000)).toEqual({ from: 450, to: 549 });
    expect(dragBrush(start, 'window', 900, 1000)).toEqual({ from: 900, to: 999 });
    expect(dragBrush(start, 'window', -900, 1000)).toEqual({ from: 0, to: 99 });
  });

  it('moves one edge and leaves the other, never closer than ten bars', () => {
    expect(dragBrush(start, 'start', -100, 1000)).toEqual({ from: 300, to: 499 });
    expect(dragBrush(start, 'start', 500, 1000)).toEqual({ from: 490, to: 499 });
    expect(dragBrush(start, 'end', 100, 1000)).toEqual({ from: 400, to: 599 });
    expect(dragBrush(start, 'end', -500, 1000)).toEqual({ from: 400, to: 409 });
    expect(dragBrush(start, 'end', 5000, 1000)).toEqual({ from: 400, to: 999 });
  });

  it('obeys arrows, Shift, Home and End, and no other key', () => {
    expect(keyBrush(start, 'window', 'ArrowRight', false, 1000)).toEqual({ from: 410, to: 509 });
    expect(keyBrush(start, 'window', 'ArrowLeft', true, 1000)).toEqual({ from: 300, to: 399 });
    expect(keyBrush(start, 'end', 'End', false, 1000)).toEqual({ from: 400, to: 999 });
    expect(keyBrush(start, 'start', 'Home', false, 1000)).toEqual({ from: 0, to: 499 });
    expect(keyBrush(start, 'window', 'Enter', false, 1000)).toBeNull();
  });
});
