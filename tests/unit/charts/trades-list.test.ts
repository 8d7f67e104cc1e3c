import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ariaSort, nextSort } from '../../../app/_components/trades/trade-columns';
import { scrollToRow, visibleRows } from '../../../app/_components/trades/visible-rows';

describe('rows of the trade list', () => {
  it('are made only around what is seen', () => {
    const rows = visibleRows(10_000, 27, 27 * 5000, 270);
    expect(rows).toEqual({ from: 4988, to: 5022, before: 4988 * 27, after: (10_000 - 5022) * 27 });
  });

  it('cover what is seen and add up to the whole height', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 600_000 }),
        fc.integer({ min: 50, max: 2000 }),
        (count, scrollTop, height) => {
          const rows = visibleRows(count, 27, scrollTop, height);
          expect(rows.before + (rows.to - rows.from) * 27 + rows.after).toBe(count * 27);
          const lastSeen = Math.min(count, Math.ceil((scrollTop + height) / 27));
          if (scrollTop < count * 27) {
            expect(rows.from * 27).toBeLessThanOrEqual(scrollTop);
            expect(rows.to).toBeGreaterThanOrEqual(lastSeen);
          }
        },
      ),
    );
  });

  it('come into view by the shortest way, under the heading', () => {
    expect(scrollToRow(3, 27, 0, 170, 28)).toBeNull();
    expect(scrollToRow(10, 27, 0, 170, 28)).toBe(11 * 27 - 142);
    expect(scrollToRow(2, 27, 270, 170, 28)).toBe(54);
  });
});

describe('sorting of the trade list', () => {
  it('turns round on a second press and begins figures with the largest', () => {
    expect(nextSort({ column: 'number', descending: true }, 'pnl')).toEqual({
      column: 'pnl',
      descending: true,
    });
    expect(nextSort({ column: 'pnl', descending: true }, 'pnl')).toEqual({
      column: 'pnl',
      descending: false,
    });
    expect(nextSort({ column: 'pnl', descending: true }, 'exitReason').descending).toBe(false);
  });

  it('tells its direction on the sorted heading only', () => {
    const sort = { column: 'pnl', descending: false } as const;
    expect(ariaSort(sort, 'pnl')).toBe('ascending');
    expect(ariaSort(sort, 'bars')).toBe('none');
  });
});
