import { quantile } from '../../statistics/quantile';
import { readNumberCell } from './number-cell';

/** Fewer bars than this can't tell one order of columns from another. */
const enoughBars = 10;
/** Another order must explain the rows by this much better to throw doubt on the usual one. */
const clearlyBetter = 0.8;

/**
 * Whether rows without a header hold time and then open, high, low and close at the places `order` gives: high and low
 * hold open and close in most rows, and no other order of the same columns explains more rows or is markedly smoother,
 * since bars are narrow and open near where the one before closed.
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
  // Rows of one price, as quiet markets have many, are bars in every order; what tells is the others.
  const quiet = table.filter(isQuiet).length;
  const isFew = asked.bars - quiet < enoughBars;
  // Of a few bars, another order than the usual one has to explain each, and better than all others.
  const isBest = isFew && order[0] !== 0;
  if (isBest && asked.bars < table.length) return false;
  for (const otherOrder of ordersOfFour(width)) {
    if (otherOrder.every((place, k) => place === order[k])) continue;
    const other = roughness(table, otherOrder);
    const explainsMore = (other.bars - quiet) * 0.95 > asked.bars - quiet;
    if (explainsMore && isNoWider(table, otherOrder, order)) return false;
    if (isBest && other.bars === asked.bars && other.total <= asked.total) return false;
    if (isFew) continue;
    if (other.bars >= asked.bars * 0.95 && other.perBar < clearlyBetter * asked.perBar)
      return false;
  }
  return true;
}

/** Whether open, high, low and close are one price, wherever they stand. */
function isQuiet(row: readonly number[]): boolean {
  return row.slice(1, 4).every((price) => price === row[0]);
}

/** The range of a row when it is read in an order, NaN where it is no bar then. */
function rangeOf(row: readonly number[], order: readonly number[]): number {
  const [open, high, low, close] = order.map((k) => row[k]!) as [number, number, number, number];
  return high >= Math.max(open, close) && low <= Math.min(open, close) ? high - low : Number.NaN;
}

/** Whether nearly every row that is a bar in the order asked for is one of no wider range in the other. */
function isNoWider(
  table: readonly (readonly number[])[],
  other: readonly number[],
  asked: readonly number[],
): boolean {
  const bars = table.filter((row) => !Number.isNaN(rangeOf(row, asked)));
  const kept = bars.filter((row) => rangeOf(row, other) <= rangeOf(row, asked));
  return kept.length >= bars.length * 0.95;
}

/**
 * Median and sum of a bar's width and its jump from the close before, over rows that are bars when their cells are read in
 * `order`. The median, as a single row with a wrong cell can be wider than all others together.
 */
function roughness(
  table: readonly (readonly number[])[],
  order: readonly number[],
): { bars: number; perBar: number; total: number } {
  const bars: number[] = [];
  let closeBefore = Number.NaN;
  for (const row of table) {
    const range = rangeOf(row, order);
    if (Number.isNaN(range)) continue;
    const jump = Number.isNaN(closeBefore) ? 0 : Math.abs(row[order[0]!]! - closeBefore);
    bars.push(range + jump);
    closeBefore = row[order[3]!]!;
  }
  const total = bars.reduce((sum, it) => sum + it, 0);
  return { bars: bars.length, perBar: bars.length === 0 ? 0 : quantile(bars, 0.5), total };
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
