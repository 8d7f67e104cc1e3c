import { DataError } from '../../core/errors';
import type { InstrumentGuess } from '../instrument-guess';
import { findVolume } from './find-volume';
import { type ColumnField, columnsNamed, quoteSide, zoneOfHeader } from './header-names';
import { dialectOfNames, dialectOfPositions } from './name-dialect';
import {
  commonShape,
  isClockCell,
  isRoundedNumber,
  joinedTime,
  type TimeShape,
} from './time-format';
import type { ImportDialect } from './types';
import { matchesOrder } from './usual-order';

type Columns = Readonly<Record<ColumnField, number | null>>;

export interface SampleRow {
  readonly row: number;
  readonly text: string;
  readonly cells: readonly string[];
}

/** What the columns of a file are. */
export interface FoundColumns {
  /** Prices are null in a quote-bar file until bid or ask is chosen. */
  readonly columns: Columns;
  readonly isQuoteBars: boolean;
  readonly symbolColumn: number | null;
  readonly timeShape: TimeShape;
  readonly dialect: ImportDialect;
  /** Columns between which only the user can choose volume; empty where nothing is asked. */
  readonly volumeChoices: readonly number[];
  readonly notes: readonly string[];
}

/** The time of a row as one text, where date and time of day stand apart too. */
export function timeText(
  row: { readonly cells: readonly string[] },
  columns: Pick<Columns, 'time' | 'clock'>,
): string {
  const date = row.cells[columns.time ?? 0] ?? '';
  return columns.clock === null ? date : joinedTime(date, row.cells[columns.clock] ?? '');
}

function isMostly(rows: readonly SampleRow[], fits: (row: SampleRow) => boolean): boolean {
  return rows.length > 0 && rows.filter(fits).length >= rows.length * 0.6;
}

const nothing = {
  adjustedClose: null,
  split: null,
  dividend: null,
} as const;

/** Without a header: time, open, high, low, close, volume in that order or an exchange's own, or an error. */
export function columnsByPosition(
  rows: readonly SampleRow[],
  columnCount: number,
  decimal: '.' | ',',
  fileName: string,
): FoundColumns {
  const timeShape = commonShape(rows.map((row) => row.cells[0] ?? ''));
  if (timeShape === null) throw noTime(fileName, rows[0]);
  const isEpoch = timeShape.startsWith('epoch');
  const clock =
    !isEpoch && isMostly(rows, (row) => isClockCell(row.cells[1] ?? '', false)) ? 1 : null;
  const first = clock === null ? 1 : 2;
  const table = rows.map((row) => [timeText(row, { time: 0, clock }), ...row.cells.slice(first)]);
  const width = columnCount - first + 1;
  const usual = matchesOrder(table, width, decimal, [0, 1, 2, 3]);
  const isCoinbase = !usual && width === 6 && matchesOrder(table, width, decimal, [2, 1, 0, 3]);
  if (!usual && !isCoinbase) {
    throw new DataError(
      'The file has no header, and its columns are not time, open, high, low, close in that order. Add a header line that names them.',
      { file: fileName, row: rows[0]?.row ?? 1, expected: 'time,open,high,low,close,volume' },
    );
  }
  const prices = isCoinbase
    ? { open: first + 2, high: first + 1, low: first, close: first + 3 }
    : { open: first, high: first + 1, low: first + 2, close: first + 3 };
  const isPrice = usual && width >= 7 && isAverage(table, decimal);
  if (isPrice && !isEpoch) {
    throw new DataError(
      `The file has no header, and its column ${first + 5} is a price or a volume: it lies between low and high. Add a header line that names the columns.`,
      { file: fileName, row: rows[0]?.row ?? 1, expected: 'time,open,high,low,close,volume' },
    );
  }
  // Of the shapes exchanges write only Kraken's eight columns have an average; a volume may lie there by chance too.
  const hasAverage = isPrice && width === 8;
  const volume = width > 5 ? first + (hasAverage ? 5 : 4) : null;
  const dialect = dialectOfPositions({ width, timeShape, isCoinbase, hasAverage, clock });
  const order = [
    clock === null ? 'time' : 'date, time',
    isCoinbase ? 'low, high, open, close' : 'open, high, low, close',
    ...(hasAverage ? ['average price'] : []),
    ...(volume === null ? [] : ['volume']),
  ];
  const rest = (volume ?? prices.close) + 1;
  return {
    columns: { time: 0, clock, ...prices, volume, ...nothing },
    isQuoteBars: false,
    symbolColumn: null,
    timeShape,
    dialect,
    volumeChoices: [],
    notes:
      dialect === 'binance-archive'
        ? []
        : [
            `No header: columns are read as ${order.join(', ')}.`,
            ...(rest < columnCount
              ? [
                  `Not used: column ${rest + 1}${rest + 1 < columnCount ? ` to ${columnCount}` : ''}.`,
                ]
              : []),
          ],
  };
}

/** Whether the column behind close is an average price, within high and low, but for rounding, wherever it is not 0. */
function isAverage(table: readonly (readonly string[])[], decimal: '.' | ','): boolean {
  let inside = 0;
  let known = 0;
  for (const row of table) {
    const [high, low, average] = [row[2], row[3], row[5]].map((cell) =>
      Number(decimal === ',' ? (cell ?? '').replace(',', '.') : cell),
    );
    if (!(average! > 0)) continue;
    known++;
    if (average! <= high! * 1.01 && average! >= low! * 0.99) inside++;
  }
  return known > 0 && inside >= known * 0.95;
}

function noTime(
  fileName: string,
  row: SampleRow | undefined,
  headers?: readonly string[],
): DataError {
  const what = headers === undefined ? '' : ` Columns are ${headers.slice(0, 20).join(', ')}.`;
  const rounded = row?.cells.find(isRoundedNumber);
  const why =
    rounded === undefined
      ? ''
      : ` ‘${rounded}’ was rounded, probably by a spreadsheet, and tells no time any more; use the file as it was before.`;
  return new DataError(
    `No time column found.${what} Times are read as ISO (2021-03-04 09:00), as 04.03.2021, as 4 Mar 2021, or as seconds to nanoseconds since 1970.${why}`,
    {
      file: fileName,
      row: row?.row ?? 1,
      value: row?.text.slice(0, 120) ?? '',
      expected: 'a column of times',
    },
  );
}

/** By the names of the header. */
export function columnsByName(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly SampleRow[],
  fileName: string,
  instrument: InstrumentGuess,
  separator: string,
  isFilledLater: (column: number) => boolean,
  symbolColumn: number | null,
): FoundColumns {
  const notes: string[] = [];
  const one = (field: Exclude<ColumnField, 'time' | 'clock' | 'volume'>): number | null => {
    const found = columnsNamed(names, field);
    if (found.length > 1) {
      throw new DataError(
        `Columns ${found.map((k) => k + 1).join(' and ')} are both named like ${field} (${found.map((k) => headers[k]).join(', ')}). Rename all but one.`,
        { file: fileName, row: 1, column: field },
      );
    }
    return found[0] ?? null;
  };
  const { time, clock, timeShape } = timeColumn(headers, names, rows, fileName);
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
  const volume = findVolume(headers, names, rows, instrument, isFilledLater);
  notes.push(...volume.notes);
  const events = {
    adjustedClose: one('adjustedClose'),
    split: one('split'),
    dividend: one('dividend'),
  };
  const used = new Set([
    time,
    clock,
    ...Object.values(prices),
    volume.column,
    ...volume.choices,
    ...Object.values(events),
    symbolColumn,
  ]);
  const ignored = headers.filter((h, k) => !used.has(k) && h !== '');
  if (ignored.length > 0 && !isQuoteBars) notes.push(`Not used: ${ignored.join(', ')}.`);
  return {
    columns: { time, clock, ...prices, volume: volume.column, ...events },
    isQuoteBars,
    symbolColumn,
    timeShape,
    dialect: dialectOfNames(headers, names, separator),
    volumeChoices: volume.choices,
    notes,
  };
}

const clockNames = new Set(['time', 'timeutc', 'utctime', 'timegmt', 'gmttime', 'localtime']);

/**
 * Dates alone would give all bars of a day one time.
 * @throws {DataError} where a column named like a time of day holds some that can't be read, such as 930 for 09:30
 */
function refuseUnreadClock(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly SampleRow[],
  dates: number,
  fileName: string,
): void {
  const isClock = (cell: string): boolean =>
    (/^\d{1,6}$/.test(cell) && Number(cell) > 0) || cell.includes(':');
  names.forEach((name, k) => {
    if (k === dates || !clockNames.has(name)) return;
    const row = rows.find(({ cells }) => isClock(cells[k] ?? ''));
    if (row === undefined) return;
    throw new DataError(
      `Column ‘${headers[k]}’ holds no times of day that can be read: ‘${row.cells[k]}’ in row ${row.row}. Write them as 09:30, 0930 or 093000, or remove the column.`,
      { file: fileName, row: row.row, column: headers[k] ?? '', value: row.cells[k] ?? '' },
    );
  });
}

/** Of several columns with a time's name, the first whose cells are times; one that names its zone is preferred. */
function timeColumn(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly SampleRow[],
  fileName: string,
): { time: number; clock: number | null; timeShape: TimeShape } {
  const candidates = columnsNamed(names, 'time');
  const shaped: { time: number; timeShape: TimeShape; rank: number; unzoned: number }[] = [];
  for (const time of candidates) {
    const cells = rows.map((row) => row.cells[time] ?? '');
    const timeShape = commonShape(cells);
    if (timeShape === null) continue;
    const clocked = cells.filter((c) => c.includes(':')).length > cells.length / 2;
    const rank = timeShape.startsWith('epoch') ? 0 : clocked ? 1 : 2;
    const unzoned = zoneOfHeader(names[time]!) === null ? 1 : 0;
    shaped.push({ time, timeShape, rank, unzoned });
  }
  shaped.sort((a, b) => a.rank - b.rank || a.unzoned - b.unzoned || a.time - b.time);
  const best = shaped[0];
  if (best === undefined) throw noTime(fileName, rows[0], headers);
  const clock =
    best.rank < 2
      ? undefined
      : candidates.find(
          (k) => k !== best.time && isMostly(rows, (row) => isClockCell(row.cells[k] ?? '', true)),
        );
  if (clock === undefined && best.rank === 2)
    refuseUnreadClock(headers, names, rows, best.time, fileName);
  return { time: best.time, clock: clock ?? null, timeShape: best.timeShape };
}
