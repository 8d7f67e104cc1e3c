import { DataError } from '../../core/errors';
import { CsvLine, lineEnd, lineText, type Separator } from './csv-line';
import {
  type ColumnField,
  columnsNamed,
  isSymbolName,
  namesSomething,
  plainName,
  quoteSide,
} from './header-names';
import type { ImportLimits } from './limits';
import { commonShape, type TimeShape, timeShapeOf } from './time-format';
import type { ImportDialect } from './types';
import { isUsualOrder } from './usual-order';

export type Columns = Readonly<Record<ColumnField, number | null>>;

/** What the first lines of a text say about all of it. */
export interface Layout {
  readonly separator: Separator;
  readonly decimal: '.' | ',';
  readonly hasHeader: boolean;
  readonly headers: readonly string[];
  /** 1-based line and byte of the first row of data. */
  readonly firstRow: number;
  readonly firstByte: number;
  readonly columnCount: number;
  /** Prices are null in a quote-bar file until bid or ask is chosen. */
  readonly columns: Columns;
  readonly isQuoteBars: boolean;
  readonly symbolColumn: number | null;
  readonly timeShape: TimeShape;
  readonly dialect: ImportDialect;
  readonly notes: readonly string[];
}

export interface SampleRow {
  readonly row: number;
  readonly text: string;
  readonly cells: readonly string[];
}

const sampleRows = 200;

/** Reads separator, header and columns off the first lines.
 * @throws {DataError} where there are no rows, no time or no prices
 */
export function detectLayout(bytes: Uint8Array, fileName: string, limits: ImportLimits): Layout {
  refuseMacLines(bytes, fileName);
  const lines = firstLines(bytes);
  const declared = /^sep=([,;\t])$/i.exec(lines[0]?.text ?? '');
  if (declared !== null) lines.shift();
  const body = lines.filter((line) => line.text.trim() !== '' && !line.text.startsWith('#'));
  if (body.length === 0) throw new DataError('The file has no rows.', { file: fileName });
  const separator = (declared?.[1] as Separator | undefined) ?? detectSeparator(body, fileName);
  const split = (line: { from: number; end: number }): string[] | null => {
    const cells = new CsvLine(bytes, separator.charCodeAt(0), limits.cellBytes);
    cells.split(line.from, line.end);
    return cells.fault === null
      ? Array.from({ length: cells.count }, (_, k) => cells.text(k))
      : null;
  };
  const { header, names, data } = findHeader(body, split);
  const above = body.slice(0, body.length - data.length - (header === null ? 0 : 1));
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
  const whole = rows.filter((row) => row.cells.length >= Math.min(columnCount, 5));
  const decimal = decimalMark(separator, whole);
  const found =
    header === null
      ? columnsByPosition(whole, columnCount, decimal, fileName)
      : columnsByName(header, names, whole, separator, fileName);
  return {
    separator,
    decimal,
    hasHeader: header !== null,
    headers: header ?? [],
    firstRow: data[0]!.row,
    firstByte: data[0]!.from,
    columnCount,
    ...found,
    notes: [
      ...above.map(
        (line) => `Line ${line.row} above the table is not read: ‘${line.text.slice(0, 80)}’.`,
      ),
      ...found.notes,
    ],
  };
}

/** A few rows from the start, for a preview. */
export function previewRows(bytes: Uint8Array, layout: Layout, count: number): SampleRow[] {
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

function detectSeparator(lines: readonly TextLine[], fileName: string): Separator {
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
      const score = count >= 5 ? times : 0;
      if (score > bestScore) {
        best = separator;
        bestScore = score;
      }
    }
  }
  if (best === null) {
    throw new DataError(
      `No separator found: lines should have at least 5 cells (time, open, high, low, close) between commas, semicolons or tabs. The first line is ‘${lines[0]!.text.slice(0, 80)}’.`,
      { file: fileName, row: lines[0]!.row, expected: 'comma, semicolon or tab' },
    );
  }
  return best;
}

function looksLikeData(cells: readonly string[]): boolean {
  return cells.some((cell) => timeShapeOf(cell) !== null || /^[+-]?\d*[.,]?\d+$/.test(cell));
}

/** The header among the first lines; titles above it are skipped. Without one, data starts at the first line. */
function findHeader(
  body: readonly TextLine[],
  split: (line: TextLine) => string[] | null,
): { header: string[] | null; names: string[]; data: readonly TextLine[] } {
  for (let i = 0; i < Math.min(body.length, 10); i++) {
    const cells = split(body[i]!);
    if (cells === null || cells.length < 5) continue;
    if (looksLikeData(cells)) return { header: null, names: [], data: body.slice(i) };
    const names = cells.map(plainName);
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

type Found = Pick<
  Layout,
  'columns' | 'isQuoteBars' | 'symbolColumn' | 'timeShape' | 'dialect' | 'notes'
>;

function columnsByPosition(
  rows: readonly SampleRow[],
  columnCount: number,
  decimal: '.' | ',',
  fileName: string,
): Found {
  const timeShape = commonShape(rows.map((row) => row.cells[0] ?? ''));
  if (timeShape === null) throw noTime(fileName, rows[0]);
  if (!isUsualOrder(rows, columnCount, decimal)) {
    throw new DataError(
      'The file has no header, and its columns are not time, open, high, low, close in that order. Add a header line that names them.',
      { file: fileName, row: rows[0]?.row ?? 1, expected: 'time,open,high,low,close,volume' },
    );
  }
  const isBinance = columnCount === 12 && timeShape.startsWith('epoch');
  return {
    columns: {
      time: 0,
      open: 1,
      high: 2,
      low: 3,
      close: 4,
      volume: columnCount > 5 ? 5 : null,
      adjustedClose: null,
    },
    isQuoteBars: false,
    symbolColumn: null,
    timeShape,
    dialect: isBinance ? 'binance-archive' : 'generic',
    notes: isBinance
      ? []
      : [
          `No header: columns are read as time, open, high, low, close${columnCount > 5 ? ', volume' : ''}.`,
        ],
  };
}

function noTime(
  fileName: string,
  row: SampleRow | undefined,
  headers?: readonly string[],
): DataError {
  const what = headers === undefined ? '' : ` Columns are ${headers.slice(0, 20).join(', ')}.`;
  return new DataError(
    `No time column found.${what} Times are read as ISO (2021-03-04 09:00), as 04.03.2021, or as seconds to nanoseconds since 1970.`,
    {
      file: fileName,
      row: row?.row ?? 1,
      value: row?.text.slice(0, 120) ?? '',
      expected: 'a column of times',
    },
  );
}

function columnsByName(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly SampleRow[],
  separator: Separator,
  fileName: string,
): Found {
  const notes: string[] = [];
  const one = (field: Exclude<ColumnField, 'time'>): number | null => {
    const found = columnsNamed(names, field);
    if (found.length > 1) {
      throw new DataError(
        `Columns ${found.map((k) => k + 1).join(' and ')} are both named like ${field} (${found.map((k) => headers[k]).join(', ')}). Rename all but one.`,
        { file: fileName, row: 1, column: field },
      );
    }
    return found[0] ?? null;
  };
  const { time, timeShape } = timeColumn(headers, names, rows, fileName);
  const bid = quoteSide(names, 'bid');
  const prices = {
    open: one('open'),
    high: one('high'),
    low: one('low'),
    close: one('close'),
  };
  const missing = Object.entries(prices).filter(([, k]) => k === null);
  const isQuoteBars = missing.length > 0 && bid !== null && quoteSide(names, 'ask') !== null;
  if (missing.length > 0 && !isQuoteBars) {
    throw new DataError(
      `No price columns found for ${missing.map(([field]) => field).join(', ')}. Columns are ${headers.slice(0, 20).join(', ')}.`,
      { file: fileName, row: 1, expected: 'open, high, low, close' },
    );
  }
  let volume = one('volume');
  if (volume === null) {
    const named = names.flatMap((name, k) => (name.startsWith('volume') ? [k] : []));
    volume = named[0] ?? null;
    if (named.length > 0) notes.push(`Volume is read from column ‘${headers[named[0]!]}’.`);
  }
  if (
    volume !== null &&
    rows.every((row) => /^(|-|nan|null|n\/a)$/i.test(row.cells[volume!] ?? ''))
  ) {
    notes.push('The volume column is empty: volume is 0.');
    volume = null;
  } else if (volume === null) {
    notes.push('There is no volume column: volume is 0.');
  }
  const adjustedClose = one('adjustedClose');
  if (adjustedClose !== null) notes.push('Adjusted close is left out; close is taken as written.');
  const symbol = names.findIndex(isSymbolName);
  const used = new Set([time, ...Object.values(prices), volume, adjustedClose, symbol]);
  const ignored = headers.filter((h, k) => !used.has(k) && h !== '');
  if (ignored.length > 0 && !isQuoteBars) notes.push(`Not used: ${ignored.join(', ')}.`);
  return {
    columns: { time, ...prices, volume, adjustedClose },
    isQuoteBars,
    symbolColumn: symbol < 0 ? null : symbol,
    timeShape,
    dialect: dialectOf(names, separator, adjustedClose),
    notes,
  };
}

/** Of several columns with a time's name, the first whose cells are times; one that names its zone is preferred. */
function timeColumn(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly SampleRow[],
  fileName: string,
): { time: number; timeShape: TimeShape } {
  const candidates = columnsNamed(names, 'time');
  const shaped: { time: number; timeShape: TimeShape; rank: number }[] = [];
  for (const time of candidates) {
    const cells = rows.map((row) => row.cells[time] ?? '');
    const timeShape = commonShape(cells);
    if (timeShape === null) continue;
    const rank = timeShape.startsWith('epoch') ? 0 : cells.some((c) => c.includes(':')) ? 1 : 2;
    shaped.push({ time, timeShape, rank });
  }
  shaped.sort((a, b) => a.rank - b.rank || a.time - b.time);
  const best = shaped[0];
  if (best === undefined) throw noTime(fileName, rows[0], headers);
  const clock = candidates.find((k) =>
    rows.every((row) => /^\d{1,2}:\d{2}/.test(row.cells[k] ?? '')),
  );
  if (best.rank === 2 && clock !== undefined && rows.length > 0) {
    throw new DataError(
      `Date and time of day are in two columns (${headers[best.time]}, ${headers[clock]}). Join them into one, like 2021-03-04 09:00.`,
      { file: fileName, row: 1, column: headers[clock] ?? '' },
    );
  }
  return best;
}

const tradingViewNames = ['time', 'open', 'high', 'low', 'close'] as const;

function dialectOf(
  names: readonly string[],
  separator: Separator,
  adjustedClose: number | null,
): ImportDialect {
  if (names.length === 12 && names[0] === 'opentime' && names[6] === 'closetime') {
    return 'binance-archive';
  }
  if (adjustedClose !== null) return 'yahoo';
  if (separator === ',' && tradingViewNames.every((name, k) => names[k] === name)) {
    return 'tradingview';
  }
  return names.includes('timestamp') ? 'plain' : 'generic';
}

export const dialectLabels: Readonly<Record<ImportDialect, string>> = {
  plain: 'Plain CSV',
  yahoo: 'Yahoo Finance',
  tradingview: 'TradingView export',
  'binance-archive': 'Binance archive',
  generic: 'CSV',
};
