import { describe, expect, it } from 'vitest';
import { buildCandlePyramid } from '../../../lib/analytics/candle-pyramid';
import { barsOf } from './run-fixture';

const bars = barsOf({
  open: [1, 2, 3, 4, 5, 6, 7],
  close: [2, 3, 4, 5, 6, 7, 8],
  high: [9, 3, 4, 5, 6, 12, 8],
  low: [1, 0.5, 3, 4, 5, 6, 0.25],
});

describe('candle pyramid', () => {
  const pyramid = buildCandlePyramid(bars);

  it('gives every bar as it is where they fit', () => {
    const found = pyramid.window(2, 5, 10);
    expect(found).toMatchObject({ fromBar: 2, toBar: 5, step: 1 });
    expect([...found.open]).toEqual([3, 4, 5]);
  });

  it('merges first open, highest high, lowest low, last close and summed volume', () => {
    const found = pyramid.window(0, 7, 4);
    expect(found).toMatchObject({ fromBar: 0, toBar: 7, step: 2 });
    expect([...found.open]).toEqual([1, 3, 5, 7]);
    expect([...found.high]).toEqual([9, 5, 12, 8]);
    expect([...found.low]).toEqual([0.5, 3, 5, 0.25]);
    expect([...found.close]).toEqual([3, 5, 7, 8]);
    expect([...found.volume]).toEqual([2, 2, 2, 1]);
  });

  it('keeps candles in place while panning: a window starts at a multiple of its step', () => {
    const found = pyramid.window(1, 6, 3);
    expect(found).toMatchObject({ fromBar: 0, toBar: 6, step: 2 });
  });

  it('gives nothing for a window outside the bars', () => {
    expect(pyramid.window(20, 30, 5).time.length).toBe(0);
    expect(pyramid.window(5, 2, 5).time.length).toBe(0);
  });

  it('draws a window of a million bars by reading thousands, not all of them', () => {
    const length = 1_000_000;
    const column = new Float64Array(length).fill(1);
    let reads = 0;
    const counted = new Proxy(column, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        const value: unknown = Reflect.get(target, key, target);
        return value;
      },
    });
    const large = buildCandlePyramid({
      time: counted,
      open: counted,
      high: column,
      low: column,
      close: counted,
      volume: column,
    });
    reads = 0;
    expect(large.window(0, length, 2000).time.length).toBeLessThanOrEqual(2000);
    expect(reads).toBeLessThanOrEqual(6000);
  });
});
