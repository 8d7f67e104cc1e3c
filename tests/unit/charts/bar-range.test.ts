import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampRange,
  initialRange,
  MIN_BARS,
  rangeAround,
  rangeShowing,
  zoomRange,
} from '../../../app/_components/charts/bar-range';

describe('the range of bars a chart shows', () => {
  it('opens on the last 250 bars, or on all where there are fewer', () => {
    expect(initialRange(5105)).toEqual({ from: 4855, to: 5104 });
    expect(initialRange(60)).toEqual({ from: 0, to: 59 });
    expect(initialRange(0)).toEqual({ from: 0, to: 0 });
  });

  it('is moved inside the run, not cut, when it sticks out', () => {
    expect(clampRange({ from: -50, to: 49 }, 1000)).toEqual({ from: 0, to: 99 });
    expect(clampRange({ from: 950, to: 1049 }, 1000)).toEqual({ from: 900, to: 999 });
  });

  it('keeps the bar under the pointer in place when zoomed', () => {
    expect(zoomRange({ from: 100, to: 200 }, 0.5, 150, 1000)).toEqual({ from: 125, to: 175 });
    expect(zoomRange({ from: 100, to: 200 }, 0.5, 200, 1000)).toEqual({ from: 150, to: 200 });
    expect(zoomRange({ from: 100, to: 200 }, 2, 100, 1000)).toEqual({ from: 100, to: 300 });
  });

  it('moves just enough to show a bar outside it', () => {
    const range = { from: 100, to: 199 };
    expect(rangeShowing(range, 150, 1000)).toBe(range);
    expect(rangeShowing(range, 210, 1000)).toEqual({ from: 111, to: 210 });
    expect(rangeShowing(range, 90, 1000)).toEqual({ from: 90, to: 189 });
  });

  it('is centred on a trade with room on both sides', () => {
    expect(rangeAround(500, 600, 5000)).toEqual({ from: 470, to: 630 });
    expect(rangeAround(500, 500, 5000)).toEqual({ from: 470, to: 530 });
  });

  it('stays inside the run and wide enough whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: -2_000_000, max: 2_000_000 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (bars, from, width, factor) => {
          const clamped = clampRange({ from, to: from + width }, bars);
          const zoomed = zoomRange(clamped, factor, clamped.from, bars);
          for (const range of [clamped, zoomed]) {
            expect(range.from).toBeGreaterThanOrEqual(0);
            expect(range.to).toBeLessThan(bars);
            expect(range.to - range.from + 1).toBeGreaterThanOrEqual(Math.min(MIN_BARS, bars));
          }
        },
      ),
    );
  });
});
