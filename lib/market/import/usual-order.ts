import { quantile } from '../../statistics/quantile';
import { readNumberCell } from './number-cell';

/** Fewer bars than this can't tell one order of columns from another. */
const enoughBars = 10;
/** Another order must explain the rows by this much better to throw doubt on the usual one. */
const clearlyBetter = 0.8;

/**
 * Whether rows without a header hold time and then open, high, low and close at the places `order` gives: high and low
 * hold open and close in most rows, and no other order of the same columns is markedly smoother, since bars are narrow
 * and open near where the one before closed.
 * @param rows cells, the first one the time @param order places of open, high, low, close behind the time
 */
export function matchesOrder(
  rows: readonly (readonly string[])[],
  columnCount: number,
  decimal: '.' | ',',
  order: readonly [number, number, number, number],
): boolean {
  const encoder = new TextEncoder();
  const width = Math.min(columnCount, 6) - 1;
  let falls = 0;
  const table = rows.map((cells, i) => {
    const time = cells[0] ?? '';
    const before = rows[i - 1]?.[0] ?? '';
    if (time.length === before.length) falls += time < before ? 1 : -1;
    return Array.from({ length: width }, (_, k) => {
      const cell = encoder.encode(cells[k + 1] ?? '');
      return readNumberCell(cell, 0, cell.length, decimal.charCodeAt(0));
    });
  });
  if (falls > 0) table.reverse();
  const asked = roughness(table, order);
  if (asked.bars < table.length * 0.5) return false;
  if (asked.bars < enoughBars) return order[0] === 0;
  for (const otherOrder of ordersOfFour(width)) {
    const other = roughness(table, otherOrder);
    if (other.bars >= asked.bars * 0.95 && other.perBar < clearlyBetter * asked.perBar)
      return false;
  }
  return true;
}

/**
 * Median of a bar's width and its jump from the close before, over rows that are bars when their cells are read in
 * `order`. The median, as a single row with a wrong cell can be wider than all others together.
 */
function roughness(
  table: readonly (readonly number[])[],
  order: readonly number[],
): { bars: number; perBar: number } {
  const bars: number[] = [];
  let closeBefore = Number.NaN;
  for (const row of table) {
    const [open, high, low, close] = order.map((k) => row[k]!) as [number, number, number, number];
    if (!(high >= Math.max(open, close) && low <= Math.min(open, close))) continue;
    const jump = Number.isNaN(closeBefore) ? 0 : Math.abs(open - closeBefore);
    bars.push(high - low + jump);
    closeBefore = close;
  }
  return { bars: bars.length, perBar: bars.length === 0 ? 0 : quantile(bars, 0.5) };
}

/** Every way to take four of the columns, in order. */
function* ordersOfFour(width: number): Generator<number[]> {
  const columns = Array.from({ length: width }, (_, k) => k);
  for (const a of columns) {
    for (const b of columns) {
      for (const c of columns) {
        for (const d of columns) {
          if (new Set([a, b, c, d]).size === 4) yield [a, b, c, d];
        }
      }
    }
  }
}
