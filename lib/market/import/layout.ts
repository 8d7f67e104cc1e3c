import { DataError } from '../../core/errors';
import { guessInstrument } from '../instrument-guess';
import { CsvLine, lineEnd, lineText, type Separator } from './csv-line';
import {
  columnsByName,
  columnsByPosition,
  type FoundColumns,
  type SampleRow,
} from './find-columns';
import { isBlank } from './find-volume';
import {
  columnsNamed,
  isLooseSymbolName,
  isSymbolName,
  namesSomething,
  plainName,
} from './header-names';
import type { ImportLimits } from './limits';
import { timeShapeOf } from './time-format';

/** A table as text, with what is known of it beside that text. */
export interface TableText {
  readonly fileName: string;
  /** Path inside an archive or a JSON document; null = the file itself. */
  readonly member: string | null;
  /** UTF-8, one row a line. */
  readonly bytes: Uint8Array;
  /** Names of the columns where they are no line of the text. */
  readonly headers: readonly string[] | null;
}

/** How the lines of a text are cut into cells. */
export interface TableLayout {
  readonly separator: Separator;
  readonly decimal: '.' | ',';
  readonly hasHeader: boolean;
  readonly headers: readonly string[];
  /** 1-based line and byte of the first row of data. */
  readonly firstRow: number;
  readonly firstByte: number;
  readonly columnCount: number;
}

/** What the first lines of a text say about all of it. */
export interface Layout extends TableLayout, FoundColumns {}

const sampleRows = 200;
/** Time and four prices. */
export const barCells = 5;

/** Reads separator, header and columns off the first lines.
 * @throws {DataError} where there are no rows, no time or no prices
 */
export function detectLayout(table: TableText, limits: ImportLimits): Layout {
  const { layout, names, rows, notes } = detectTable(table, limits, barCells);
  const { hasHeader, headers, columnCount, decimal, separator } = layout;
  const { fileName } = table;
  const symbolColumn = symbolColumnOf(table.bytes, layout, names, limits);
  const symbol = symbolColumn === null ? undefined : rows[0]?.cells[symbolColumn];
  const found = hasHeader
    ? columnsByName(
        headers,
        names,
        rows,
        fileName,
        guessInstrument(symbol ?? table.member ?? fileName),
        separator,
        (column) => hasCell(table.bytes, layout, column, limits, (cell) => !isBlank(cell)),
        symbolColumn,
      )
    : columnsByPosition(rows, columnCount, decimal, fileName);
  return { ...layout, ...found, notes: [...notes, ...found.notes] };
}

/** The column of symbols: one that is named so, or one whose name may mean so and that holds several. */
function symbolColumnOf(
  bytes: Uint8Array,
  layout: TableLayout,
  names: readonly string[],
  limits: ImportLimits,
): number | null {
  const named = names.findIndex(isSymbolName);
  if (named >= 0) return named;
  const loose = names.findIndex(isLooseSymbolName);
  if (loose < 0) return null;
  let first = '';
  const isOther = (cell: string): boolean => {
    if (first === '') first = cell;
    return cell !== '' && cell !== first;
  };
  return hasCell(bytes, layout, loose, limits, isOther) ? loose : null;
}

/** Whether a column holds a cell that fits. */
function hasCell(
  bytes: Uint8Array,
  layout: TableLayout,
  column: number,
  limits: ImportLimits,
  fits: (cell: string) => boolean,
): boolean {
  const line = new CsvLine(bytes, layout.separator.charCodeAt(0), limits.cellBytes);
  for (let from = layout.firstByte; from < bytes.length; ) {
    const end = lineEnd(bytes, from);
    line.split(from, end);
    // Rows with another number of cells are none of the table.
    const isRow = line.fault === null && line.count === layout.columnCount;
    if (isRow && fits(line.text(column))) return true;
    from = end + 1;
  }
  return false;
}

/**
 * Separator, decimal mark and header of a text, and its first rows.
 * @param minCells cells a row has at least
 * @throws {DataError} where there are no rows
 */
export function detectTable(
  table: TableText,
  limits: ImportLimits,
  minCells: number,
): {
  readonly layout: TableLayout;
  /** The header as compared; empty without one. */
  readonly names: readonly string[];
  readonly rows: readonly SampleRow[];
  readonly notes: readonly string[];
} {
  const { bytes, fileName } = table;
  refuseMacLines(bytes, fileName);
  const lines = firstLines(bytes);
  const declared = /^sep=([,;\t])$/i.exec(lines[0]?.text ?? '');
  if (declared !== null) lines.shift();
  const body = lines.filter((line) => line.text.trim() !== '' && !line.text.startsWith('#'));
  if (body.length === 0) throw new DataError('The file has no rows.', { file: fileName });
  const separator =
    (declared?.[1] as Separator | undefined) ??
    (table.headers === null ? detectSeparator(body, fileName, minCells) : ',');
  const split = (line: { from: number; end: number }): string[] | null => {
    const cells = new CsvLine(bytes, separator.charCodeAt(0), limits.cellBytes);
    cells.split(line.from, line.end);
    return cells.fault === null
      ? Array.from({ length: cells.count }, (_, k) => cells.text(k))
      : null;
  };
  const { header, names, data } =
    table.headers === null
      ? findHeader(body, split, minCells)
      : { header: [...table.headers], names: table.headers.map(plainName), data: body };
  const above =
    table.headers === null
      ? body.slice(0, body.length - data.length - (header === null ? 0 : 1))
      : [];
  if (data.length === 0) {
    throw new DataError('The file has a header and no rows.', { file: fileName, row: 1 });
  }
  const rows: SampleRow[] = [];
  for (const line of data.slice(0, sampleRows)) {
    const cells = split(line);
    if (cells !== null) rows.push({ row: line.row, text: line.text, cells });
  }
  const columnCount = expectedColumns(header, rows);
  if (columnCount > limits.columns) {
    throw new DataError(
      `The file has ${columnCount} columns, the limit is ${limits.columns}. Keep time, prices and volume.`,
      { file: fileName, expected: `at most ${limits.columns} columns` },
    );
  }
  const whole = rows.filter((row) => row.cells.length >= Math.min(columnCount, minCells));
  const decimal = decimalMark(separator, whole);
  const thousands = decimal === ',' ? perhapsThousands(whole) : null;
  return {
    layout: {
      separator,
      decimal,
      hasHeader: header !== null,
      headers: header ?? [],
      firstRow: data[0]!.row,
      firstByte: data[0]!.from,
      columnCount,
    },
    names,
    rows: whole,
    notes: [
      ...above.map(
        (line) => `Line ${line.row} above the table is not read: ‘${line.text.slice(0, 80)}’.`,
      ),
      ...(thousands === null
        ? []
        : [
            `Commas are read as decimal marks: ‘${thousands}’ is ${thousands.replace(',', '.')}. Where they group thousands, leave them out of the file.`,
          ]),
    ],
  };
}

/** A few rows from the start, for a preview. */
export function previewRows(bytes: Uint8Array, layout: TableLayout, count: number): SampleRow[] {
  const line = new CsvLine(bytes, layout.separator.charCodeAt(0), 1_000);
  const rows: SampleRow[] = [];
  let row = layout.firstRow;
  for (let from = layout.firstByte; from < bytes.length && rows.length < count; row++) {
    const end = lineEnd(bytes, from);
    line.split(from, end);
    const text = lineText(bytes, from, end);
    if (line.fault === null && text.trim() !== '') {
      rows.push({ row, text, cells: Array.from({ length: line.count }, (_, k) => line.text(k)) });
    }
    from = end + 1;
  }
  return rows;
}

interface TextLine {
  readonly row: number;
  readonly from: number;
  readonly end: number;
  readonly text: string;
}

function firstLines(bytes: Uint8Array): TextLine[] {
  const lines: TextLine[] = [];
  let row = 1;
  for (let from = 0; from < bytes.length && lines.length < sampleRows + 20; row++) {
    const end = lineEnd(bytes, from);
    lines.push({ row, from, end, text: lineText(bytes, from, end, 20_000) });
    from = end + 1;
  }
  return lines;
}

function refuseMacLines(bytes: Uint8Array, fileName: string): void {
  const start = bytes.subarray(0, 100_000);
  if (start.indexOf(13) >= 0 && start.indexOf(10) < 0 && start.indexOf(13) < bytes.length - 2) {
    throw new DataError(
      'Lines end in carriage returns only. Save the file with LF or CRLF line ends.',
      {
        file: fileName,
      },
    );
  }
}

function detectSeparator(
  lines: readonly TextLine[],
  fileName: string,
  minCells: number,
): Separator {
  let best: Separator | null = null;
  let bestScore = 0;
  for (const separator of ['\t', ';', ','] as const) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const unquoted = line.text.replace(/"[^"]*"/g, '');
      const count = unquoted.split(separator).length;
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    for (const [count, times] of counts) {
      // Time and four prices; with `;` and tab the comma is left for decimals, so they win a tie.
      const score = count >= minCells ? times : 0;
      if (score > bestScore) {
        best = separator;
        bestScore = score;
      }
    }
  }
  if (best === null) {
    throw new DataError(
      `No separator found: lines should have at least ${minCells} cells (${minCells === barCells ? 'time, open, high, low, close' : 'time and value'}) between commas, semicolons or tabs. The first line is ‘${lines[0]!.text.slice(0, 80)}’.`,
      { file: fileName, row: lines[0]!.row, expected: 'comma, semicolon or tab' },
    );
  }
  return best;
}

function looksLikeData(cells: readonly string[]): boolean {
  return cells.some((cell) => timeShapeOf(cell) !== null || /^[+-]?\d*[.,]?\d+$/.test(cell));
}

/** Whether cells name time, open and close, beside which a plot may be named ‘50’. */
function namesBars(names: readonly string[]): boolean {
  return (['time', 'open', 'close'] as const).every(
    (field) => columnsNamed(names, field).length > 0,
  );
}

/** The header among the first lines; titles above it are skipped. Without one, data starts at the first line. */
function findHeader(
  body: readonly TextLine[],
  split: (line: TextLine) => string[] | null,
  minCells: number,
): { header: string[] | null; names: string[]; data: readonly TextLine[] } {
  for (let i = 0; i < Math.min(body.length, 10); i++) {
    const cells = split(body[i]!);
    if (cells === null || cells.length < minCells) continue;
    const names = cells.map(plainName);
    if (looksLikeData(cells) && !namesBars(names)) {
      return { header: null, names: [], data: body.slice(i) };
    }
    if (
      namesSomething(names) ||
      i === body.length - 1 ||
      looksLikeData(split(body[i + 1]!) ?? [])
    ) {
      return { header: cells, names, data: body.slice(i + 1) };
    }
  }
  return { header: null, names: [], data: body };
}

function expectedColumns(header: readonly string[] | null, rows: readonly SampleRow[]): number {
  if (header !== null) return header.length;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  let best = 0;
  for (const [count, times] of counts) if (times > (counts.get(best) ?? 0)) best = count;
  return best;
}

/** A number that may as well be grouped by its comma, where all with a comma are; else null. */
function perhapsThousands(rows: readonly SampleRow[]): string | null {
  const marked = rows.flatMap(({ cells }) => cells.filter((cell) => /^[+-]?\d+,\d+$/.test(cell)));
  return marked.every((cell) => /^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell))
    ? (marked[0] ?? null)
    : null;
}

function decimalMark(separator: Separator, rows: readonly SampleRow[]): '.' | ',' {
  if (separator === ',') return '.';
  let commas = 0;
  let points = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      if (/^[+-]?\d+,\d+$/.test(cell)) commas++;
      else if (/^[+-]?\d+\.\d+$/.test(cell)) points++;
    }
  }
  return commas > points ? ',' : '.';
}
