import type { SweepGrid } from './sweep-grid.schema';

/** The objective of a cell; null = it has none. */
export type ObjectiveAt = (cell: number) => number | null;

/**
 * Mean objective of the cells beside one, corners included; null where none of them has a value.
 * Far below the cell's own it tells of a lone peak, near it of a plateau.
 */
export function neighbourhoodMean(
  { rows, columns }: SweepGrid,
  cell: number,
  objective: ObjectiveAt,
): number | null {
  const row = Math.floor(cell / columns);
  const column = cell - row * columns;
  let sum = 0;
  let count = 0;
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      const at = r * columns + c;
      const value = at === cell ? null : objective(at);
      if (value === null) continue;
      sum += value;
      count++;
    }
  }
  return count === 0 ? null : sum / count;
}
