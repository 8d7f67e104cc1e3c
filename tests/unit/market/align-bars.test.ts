import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignBars } from '../../../lib/market/align-bars';
import type { Bars } from '../../../lib/market/bars';
import { barsOf } from '../analytics/run-fixture';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2020, 0, 1);

/** Bars that open at these hours after the start; each opens at `10 n` and closes at `10 n + 5`. */
function barsAt(hours: readonly number[], intervalMs: number): Bars {
  const open = hours.map((_, i) => 10 * (i + 1));
  const close = open.map((price) => price + 5);
  const time = Float64Array.from(hours, (h) => start + h * hour);
  return barsOf({ open, close }, { time, intervalMs });
}

describe('bars read at the times of others', () => {
  it('are the bars themselves at the same times', () => {
    const bars = barsAt([0, 24, 48], day);
    const same = alignBars(bars, bars);
    expect([...same.open]).toEqual([10, 20, 30]);
    expect([...same.close]).toEqual([15, 25, 35]);
    expect(same.fingerprint).toBe(bars.fingerprint);
  });

  it('hold their last price over what they lack, and have none before their first', () => {
    const read = alignBars(barsAt([24, 96], day), barsAt([0, 24, 48, 72, 96], day));
    expect([...read.close]).toEqual([Number.NaN, 15, 15, 15, 25]);
    expect([...read.open]).toEqual([Number.NaN, 10, 15, 15, 20]);
  });

  it('are known at a close only once their own bar is closed', () => {
    // The day's bar is known at midnight: hours of that day see the day before.
    const hours = alignBars(barsAt([0, 24], day), barsAt([22, 23, 24, 25, 47], hour));
    expect([...hours.close]).toEqual([Number.NaN, 15, 15, 15, 25]);
    // Hours in days: the last hour that is closed when the day is.
    const days = alignBars(barsAt([21, 22, 23, 24, 25], hour), barsAt([0, 24], day));
    expect([...days.close]).toEqual([35, 55]);
    expect([...days.open]).toEqual([Number.NaN, 40]);
  });

  it('never show a price that is later, whatever the times', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        times,
        times,
        fc.constantFrom(1, 5, 24),
        fc.constantFrom(1, 5, 24),
        fc.nat(),
        (a, b, long, wide, at) => {
          const sorted = (hours: number[]) => [...hours].sort((x, y) => x - y);
          const to = barsAt(sorted(b), wide * hour);
          const other = barsAt(sorted(a), long * hour);
          const i = at % to.length;
          const known = to.time[i]! + to.intervalMs;
          const later = {
            ...other,
            open: other.open.map((v, k) => (other.time[k]! > to.time[i]! ? 999 : v)),
            close: other.close.map((v, k) => (other.time[k]! + other.intervalMs > known ? 999 : v)),
          };
          const [before, after] = [alignBars(other, to), alignBars(later, to)];
          expect([after.open[i], after.close[i]]).toEqual([before.open[i], before.close[i]]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
