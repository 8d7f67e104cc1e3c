import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampRange } from '../../../app/_components/charts/bar-range';
import {
  barToPoint,
  planWindow,
  pointsToRange,
  pointToBar,
  rangeToPoints,
} from '../../../app/_components/charts/window-plan';
import { buildCandlePyramid } from '../../../lib/analytics/candle-pyramid';

describe('which candles are loaded for a view', () => {
  it('asks for the view and as much again on each side', () => {
    expect(planWindow({ from: 4000, to: 4249 }, 5105, null)).toEqual({
      from: 3750,
      to: 4500,
      maxPoints: 4800,
    });
  });

  it('asks for nothing while a quarter of a view is in reserve', () => {
    const loaded = { fromBar: 3750, toBar: 4500, step: 1 };
    expect(planWindow({ from: 4100, to: 4349 }, 5105, loaded)).toBeNull();
    expect(planWindow({ from: 4200, to: 4449 }, 5105, loaded)).not.toBeNull();
  });

  it('needs no reserve beyond the ends of the run', () => {
    const loaded = { fromBar: 4855, toBar: 5105, step: 1 };
    expect(planWindow({ from: 4920, to: 5104 }, 5105, loaded)).toBeNull();
  });

  it('asks again for finer candles once zoomed in', () => {
    const loaded = { fromBar: 0, toBar: 1_000_000, step: 1024 };
    expect(planWindow({ from: 0, to: 999_999 }, 1_000_000, loaded)).toBeNull();
    expect(planWindow({ from: 500_000, to: 501_999 }, 1_000_000, loaded)).toEqual({
      from: 498_000,
      to: 504_000,
      maxPoints: 4800,
    });
  });

  it('asks for nothing without bars', () => {
    expect(planWindow({ from: 0, to: 0 }, 0, null)).toBeNull();
  });

  it('is served at once by what the worker answers, with at most 4,800 candles', () => {
    const bars = 40_000;
    const column = new Float64Array(bars).fill(1);
    const time = Float64Array.from(column, (_, i) => i * 60_000);
    const pyramid = buildCandlePyramid({
      time,
      open: column,
      high: column,
      low: column,
      close: column,
      volume: column,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bars - 1 }),
        fc.integer({ min: 9, max: bars }),
        (from, width) => {
          const view = clampRange({ from, to: from + width }, bars);
          const request = planWindow(view, bars, null)!;
          const window = pyramid.window(request.from, request.to, request.maxPoints);
          expect(window.time.length).toBeLessThanOrEqual(4800);
          expect(planWindow(view, bars, window)).toBeNull();
        },
      ),
    );
  });
});

describe('places on the scale', () => {
  const window = { fromBar: 1000, toBar: 3000, step: 4 };

  it('name the first bar of a candle, kept inside the window', () => {
    expect(barToPoint(window, 1010)).toBe(2.5);
    expect(pointToBar(window, 2)).toBe(1008);
    expect(pointToBar(window, -5)).toBe(1000);
    expect(pointToBar(window, 10_000)).toBe(2999);
  });

  it('turn into bars and back without a shift', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 9, max: 5000 }),
        fc.constantFrom(1, 2, 4, 64),
        (from, width, step) => {
          const range = { from, to: from + width };
          const points = rangeToPoints({ fromBar: 0, toBar: 200_000, step }, range);
          expect(
            pointsToRange({ fromBar: 0, toBar: 200_000, step }, points.from, points.to),
          ).toEqual(range);
        },
      ),
    );
  });
});
