import { formatUtcIso } from '../../../market/civil-date';
import { csvLine } from '../csv-text';
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRatio,
  formatSignedPercent,
  noValueText,
} from '../format';
import { formatDateTime } from '../format-date';

export type ChartCell = number | string | null;

/** One column of a chart's data: as people read it, and as a file holds it. */
export interface ChartColumn {
  /** Name in the first line of the file. */
  readonly key: string;
  readonly label: string;
  readonly numeric: boolean;
  text(value: ChartCell): string;
  csv(value: ChartCell): ChartCell;
}

/** What a chart draws, one row a point. Drawing, table, file and the line that follows the pointer all read it. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly ChartCell[])[];
}

/** A chart before it is drawn. */
export interface ChartView {
  /** One sentence: what is shown and what comes of it. */
  readonly summary: string;
  readonly table: ChartTable;
  /** Why there is nothing to draw; null where there is. */
  readonly empty: string | null;
}

const asIs = (value: ChartCell): ChartCell => value;
const numberOf = (value: ChartCell): number | null => (typeof value === 'number' ? value : null);

/** A column of figures written by `text`. */
export function numberColumn(
  key: string,
  label: string,
  text: (value: number | null) => string,
): ChartColumn {
  return { key, label, numeric: true, text: (value) => text(numberOf(value)), csv: asIs };
}

export const wordColumn = (key: string, label: string): ChartColumn => ({
  key,
  label,
  numeric: false,
  text: (value) => (value === null ? noValueText : String(value)),
  csv: asIs,
});

export const percentColumn = (key: string, label: string, decimals = 2): ChartColumn =>
  numberColumn(key, label, (value) => formatPercent(value, decimals));

export const changeColumn = (key: string, label: string, decimals = 2): ChartColumn =>
  numberColumn(key, label, (value) => formatSignedPercent(value, decimals));

export const countColumn = (key: string, label: string): ChartColumn =>
  numberColumn(key, label, (value) => formatCount(value));

export const ratioColumn = (key: string, label: string): ChartColumn =>
  numberColumn(key, label, (value) => formatRatio(value));

export const decimalColumn = (key: string, label: string, decimals: number): ChartColumn =>
  numberColumn(key, label, (value) => formatNumber(value, decimals));

export const moneyColumn = (
  key: string,
  label: string,
  currency: string,
  signed = false,
): ChartColumn => numberColumn(key, label, (value) => formatMoney(value, currency, { signed }));

/** UTC epoch ms, read in a zone; ISO in files. */
export function timeColumn(timeZone: string, intervalMs: number, label = 'Time'): ChartColumn {
  return {
    key: 'time',
    label,
    numeric: false,
    text: (value) =>
      typeof value === 'number' ? formatDateTime(value, timeZone, intervalMs) : noValueText,
    csv: (value) => (typeof value === 'number' ? formatUtcIso(value) : value),
  };
}

/** Full precision, `.` decimals, times ISO in UTC. */
export function chartTableCsv(table: ChartTable): string {
  const lines = [csvLine(table.columns.map(({ key }) => key))];
  for (const row of table.rows) {
    lines.push(csvLine(table.columns.map((column, i) => column.csv(row[i] ?? null))));
  }
  return `${lines.join('\n')}\n`;
}

/** `2008: This run −12.30%, Buy and hold −37.00%`. Columns without a value are left out. */
export function readRow(table: ChartTable, at: number): string {
  const row = table.rows[at];
  const [first, ...others] = table.columns;
  if (row === undefined || first === undefined) return '';
  const values = others.flatMap((column, i) =>
    (row[i + 1] ?? null) === null ? [] : [`${column.label} ${column.text(row[i + 1]!)}`],
  );
  const head = first.text(row[0] ?? null);
  return `${head}: ${values.length === 0 ? 'no value' : values.join(', ')}`;
}
