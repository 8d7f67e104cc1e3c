import { DataError } from '../../core/errors';
import type { Separator } from './csv-line';
import { type ColumnField, columnsNamed, isSymbolName, quoteSide } from './header-names';
import { commonShape, type TimeShape } from './time-format';
import type { ImportDialect } from './types';
import { isUsualOrder } from './usual-order';

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
  readonly notes: readonly string[];
}

/** Without a header: time, open, high, low, close, volume in that order, or an error. */
export function columnsByPosition(
  rows: readonly SampleRow[],
  columnCount: number,
  decimal: '.' | ',',
  fileName: string,
): FoundColumns {
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
      clock: null,
      split: null,
      dividend: null,
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

/** By the names of the header. */
export function columnsByName(
  headers: readonly string[],
  names: readonly string[],
  rows: readonly SampleRow[],
  separator: Separator,
  fileName: string,
): FoundColumns {
  const notes: string[] = [];
  const one = (field: Exclude<ColumnField, 'time' | 'clock'>): number | null => {
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
    columns: { time, clock: null, ...prices, volume, adjustedClose, split: null, dividend: null },
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
  cryptodatadownload: 'CryptoDataDownload',
  metatrader: 'MetaTrader export',
  stooq: 'Stooq',
  'alpha-vantage': 'Alpha Vantage',
  kraken: 'Kraken',
  coinbase: 'Coinbase',
  generic: 'CSV',
};
