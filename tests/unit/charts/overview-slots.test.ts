import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_SLOTS,
  overviewSlots,
  slotOfBar,
  thinToSlots,
} from '../../../app/_components/charts/overview-slots';

describe('a thinned overview', () => {
  it('is every bar as it is while they fit', () => {
    const values = Float64Array.of(3, 1, 2);
    const slots = overviewSlots(3);
    expect(slots.slots).toBe(3);
    expect(thinToSlots(values, slots)).toBe(values);
    expect(slotOfBar(slots, 2)).toBe(2);
  });

  it('keeps the lowest and the highest of each bucket in the order they came', () => {
    const slots = overviewSlots(8, 4);
    expect([...slots.firstBar]).toEqual([0, 2, 4, 6]);
    expect([...thinToSlots(Float64Array.of(5, 9, 1, 4, 2, 7, 8, 6), slots)]).toEqual([9, 1, 2, 6]);
  });

  it('has no value where a bucket has none', () => {
    const values = Float64Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1, 2, 3, 4);
    const thinned = thinToSlots(values, overviewSlots(8, 4));
    expect([...thinned]).toEqual([Number.NaN, Number.NaN, 1, 4]);
  });

  it('loses no extreme but in the last bucket, whose end is the last value, and never exceeds its slots', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
          minLength: 50,
          maxLength: 400,
        }),
        (list) => {
          const values = Float64Array.from(list);
          const slots = overviewSlots(values.length, 20);
          const thinned = thinToSlots(values, slots);
          expect(thinned.length).toBeLessThanOrEqual(20);
          expect(thinned.at(-1)).toBe(values.at(-1));
          const body = values.subarray(0, slots.firstBar[slots.slots - 2]!);
          expect(Math.max(...thinned)).toBeGreaterThanOrEqual(Math.max(...body));
          expect(Math.min(...thinned)).toBeLessThanOrEqual(Math.min(...body));
        },
      ),
    );
  });

  it('places a million bars in 6,000 slots, in order and in proportion', () => {
    const slots = overviewSlots(1_000_000);
    expect(slots.slots).toBe(MAX_SLOTS);
    expect(slotOfBar(slots, 0)).toBe(0);
    expect(slotOfBar(slots, 500_000)).toBe(3000);
    expect(slotOfBar(slots, 999_999)).toBe(5999);
  });
});
