/** A CSV cell: numbers as `String(x)` with `.` decimals, nothing for null and NaN, text quoted where it must be. */
function csvCell(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number')
    return Number.isFinite(value) ? String(value === 0 ? 0 : value) : '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One line without its end. */
export function csvLine(cells: readonly (number | string | null)[]): string {
  return cells.map(csvCell).join(',');
}
