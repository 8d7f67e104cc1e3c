import { countText } from '../../core/count-text';
import { ConfigError, DataError } from '../../core/errors';
import { type JobControl, uncontrolled } from '../../core/job';
import { formatMinute } from '../civil-date';
import { createRateSeries } from '../create-rate-series';
import { guessInstrument } from '../instrument-guess';
import type { RateSeries } from '../rate-series';
import { zoneClock } from '../zone';
import type { DroppedRow } from './assemble-bars';
import { CsvLine, lineEnd, lineText } from './csv-line';
import { columnsNamed, isSymbolName } from './header-names';
import { orderOf } from './inspect';
import { detectTable, previewRows, type TableLayout } from './layout';
import { importLimits } from './limits';
import { readNumberCell } from './number-cell';
import { dateOrderQuestion, timeZoneQuestion } from './questions';
import { readTables } from './read-tables';
import { readTimes } from './read-times';
import { TimeReader } from './time-cell';
import { commonShape, hasTimeOfDay, type TimeShape, timeShapeOf, zoneNamedIn } from './time-format';
import type {
  ImportAnswers,
  ImportFile,
  ImportQuestion,
  RatesInspection,
  TimeFormat,
} from './types';

/** What only the user can know of a file of rates. */
export type RatesAnswers = Pick<ImportAnswers, 'dateOrder' | 'timeZone'>;

const rateNames = new Set([
  'rate',
  'fundingrate',
  'lastfundingrate',
  'funding',
  'fundingratereal',
  'realizedrate',
]);
const rateTimeNames = new Set(['calctime', 'fundingtime', 'fundingratetimestamp', 'settletime']);

/** Whether a file has a column of rates and none of prices. False where it can't be read at all. */
export async function isRatesFile({ bytes, fileName }: ImportFile): Promise<boolean> {
  try {
    const tables = await readTables(bytes, fileName, importLimits, uncontrolled);
    const { names } = detectTable(tables[0]!, importLimits, 2);
    return names.some((name) => rateNames.has(name)) && columnsNamed(names, 'close').length === 0;
  } catch {
    return false;
  }
}

interface RateTable {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly layout: TableLayout;
  readonly columns: RatesInspection['columns'];
  readonly timeShape: TimeShape;
  readonly asksZone: boolean;
  readonly newestFirst: boolean;
  readonly questions: readonly ImportQuestion[];
  readonly notes: readonly string[];
}

async function openRates(
  file: Uint8Array,
  fileName: string,
  control: JobControl,
): Promise<RateTable> {
  const tables = await readTables(file, fileName, importLimits, control);
  if (tables.length > 1) {
    throw new DataError(
      `The file holds ${tables.length} tables; rates are read from one. Unpack it and choose one file.`,
      { file: fileName },
    );
  }
  const table = tables[0]!;
  const { layout, names, rows, notes } = detectTable(table, importLimits, 2);
  const times = names.flatMap((name, k) =>
    rateTimeNames.has(name) || columnsNamed([name], 'time').length > 0 ? [k] : [],
  );
  const time = times.find((k) => commonShape(rows.map((row) => row.cells[k] ?? '')) !== null);
  const rates = names.flatMap((name, k) => (rateNames.has(name) ? [k] : []));
  const columns = `Columns are ${layout.headers.slice(0, 20).join(', ') || 'not named'}.`;
  if (time === undefined) {
    throw new DataError(`No time column found. ${columns}`, {
      file: fileName,
      row: 1,
      expected: 'a column of times named like timestamp',
    });
  }
  if (rates.length !== 1) {
    throw new DataError(
      `${rates.length === 0 ? 'No column' : 'More than one column'} of rates found. ${columns} Name one of them ‘funding_rate’ or ‘rate’.`,
      { file: fileName, row: 1, expected: 'timestamp,symbol,funding_rate' },
    );
  }
  const symbol = names.findIndex(isSymbolName);
  const cells = previewRows(table.bytes, layout, 5_000)
    .map((row) => row.cells[time] ?? '')
    .filter((cell) => timeShapeOf(cell) !== null);
  const timeShape = commonShape(rows.map((row) => row.cells[time] ?? ''))!;
  const zoned = cells.filter((cell) => zoneNamedIn(cell) !== null).length;
  const asksZone = cells.some(hasTimeOfDay) && zoned <= cells.length / 2;
  const format: TimeFormat = timeShape === 'date-dm' ? 'date-dmy' : timeShape;
  const questions: ImportQuestion[] = [];
  if (timeShape === 'date-dm') questions.push(dateOrderQuestion(cells));
  if (asksZone) questions.push(timeZoneQuestion(cells, format, 'crypto'));
  return {
    bytes: table.bytes,
    fileName,
    layout,
    columns: { time, rate: rates[0]!, symbol: symbol < 0 ? null : symbol },
    timeShape,
    asksZone,
    newestFirst: orderOf(readTimes(cells, format, 'UTC')) === 'newest-first',
    questions,
    notes: [...table.notes, ...notes],
  };
}

interface ReadSeries {
  readonly symbol: string;
  readonly time: number[];
  readonly rate: number[];
  readonly row: number[];
}

/** Reads every row under answers, or under the likeliest where there is none. */
async function readRows(
  table: RateTable,
  answers: RatesAnswers,
  control: JobControl,
): Promise<{ series: ReadSeries[]; dropped: DroppedRow[] }> {
  const { bytes, layout, columns, timeShape, asksZone, newestFirst, fileName } = table;
  const csv = new CsvLine(bytes, layout.separator.charCodeAt(0), importLimits.cellBytes);
  const order = answers.dateOrder === 'mdy' ? 'date-mdy' : 'date-dmy';
  const format: TimeFormat = timeShape === 'date-dm' ? order : timeShape;
  const zone = asksZone ? (answers.timeZone ?? 'UTC') : null;
  const reader = new TimeReader(
    format,
    zone === null ? null : zoneClock(zone),
    false,
    0,
    newestFirst,
  );
  const ownSymbol = guessInstrument(fileName).symbol;
  const found = new Map<string, ReadSeries>();
  const dropped: DroppedRow[] = [];
  const readRow = (row: number): string | null => {
    if (csv.fault !== null) return csv.fault;
    if (csv.count === 1 && csv.isEmpty(0)) return null;
    if (csv.count !== layout.columnCount) {
      return `${csv.count} columns, expected ${layout.columnCount}`;
    }
    const symbol = columns.symbol === null ? ownSymbol : csv.text(columns.symbol);
    if (symbol === '') return 'names no instrument';
    const series = found.get(symbol) ?? { symbol, time: [], rate: [], row: [] };
    const previous = series.time[series.time.length - 1] ?? Number.NEGATIVE_INFINITY;
    const { time: timeColumn, rate: rateColumn } = columns;
    const time = reader.read(bytes, csv.starts[timeColumn]!, csv.ends[timeColumn]!, previous);
    if (Number.isNaN(time)) return `time ‘${csv.text(timeColumn).slice(0, 40)}’ ${reader.why()}`;
    if (csv.isEmpty(rateColumn)) return 'rate is empty';
    const decimal = layout.decimal.charCodeAt(0);
    const from = csv.starts[rateColumn]!;
    const rate = readNumberCell(bytes, from, csv.ends[rateColumn]!, decimal);
    if (!Number.isFinite(rate)) return `rate is ‘${csv.text(rateColumn).slice(0, 40)}’`;
    if (Math.abs(rate) >= 1) return `rate ${rate} is a whole position or more; rates are fractions`;
    series.time.push(time);
    series.rate.push(rate);
    series.row.push(row);
    found.set(symbol, series);
    return null;
  };
  let row = layout.firstRow;
  for (let from = layout.firstByte; from < bytes.length; row++) {
    const end = lineEnd(bytes, from);
    csv.split(from, end);
    const reason = readRow(row);
    if (reason !== null) dropped.push({ row, text: lineText(bytes, from, end, 200), reason });
    from = end + 1;
    if (row % 16_384 === 0) {
      control.report({ done: from, total: bytes.length, label: 'Reading rates' });
      await control.checkpoint();
    }
  }
  const series = [...found.values()].map((it) => inOrder(it, dropped));
  const read = series.reduce((sum, it) => sum + it.time.length, 0);
  if (read === 0 || dropped.length > read) {
    const first = dropped[0];
    throw new DataError(
      `${countText(dropped.length)} of ${countText(read + dropped.length)} rows can't be read${first === undefined ? '' : `; row ${first.row}: ${first.reason}`}.`,
      { file: fileName, ...(first === undefined ? {} : { row: first.row, value: first.text }) },
    );
  }
  dropped.sort((a, b) => a.row - b.row);
  return { series, dropped };
}

/** Rates in the order of time; of several at one time the first in the file is kept. */
function inOrder(series: ReadSeries, dropped: DroppedRow[]): ReadSeries {
  const { symbol, time, rate, row } = series;
  const order = time.map((_, i) => i).sort((a, b) => time[a]! - time[b]! || a - b);
  const kept = order.filter((i, k) => {
    if (k === 0 || time[order[k - 1]!] !== time[i]) return true;
    dropped.push({
      row: row[i]!,
      text: `${symbol} ${formatMinute(time[i]!)} ${rate[i]}`,
      reason: `another row has the time ${formatMinute(time[i]!)}`,
    });
    return false;
  });
  return {
    symbol,
    time: kept.map((i) => time[i]!),
    rate: kept.map((i) => rate[i]!),
    row: kept.map((i) => row[i]!),
  };
}

/** First look at a file of rates, such as the funding of a perpetual: columns, symbols, questions. */
export async function inspectRates(
  bytes: Uint8Array,
  fileName: string,
  control: JobControl = uncontrolled,
): Promise<RatesInspection> {
  const table = await openRates(bytes, fileName, control);
  const { series } = await readRows(table, {}, control);
  return {
    fileName,
    headers: table.layout.headers,
    columns: table.columns,
    series: series.map(({ symbol, time }) => ({
      symbol,
      rows: time.length,
      firstTime: time[0]!,
      lastTime: time[time.length - 1]!,
    })),
    questions: table.questions,
    notes: table.notes,
  };
}

/**
 * One series of rates a symbol, and the rows that are in none.
 * @throws {ConfigError} while a question is open; {DataError} where most rows can't be read
 */
export async function importRates(
  bytes: Uint8Array,
  fileName: string,
  answers: RatesAnswers,
  control: JobControl = uncontrolled,
): Promise<{ series: RateSeries[]; dropped: DroppedRow[] }> {
  const table = await openRates(bytes, fileName, control);
  const open = table.questions.find((question) =>
    question.id === 'date-order' ? answers.dateOrder === undefined : answers.timeZone === undefined,
  );
  if (open !== undefined) throw new ConfigError(`A question is open: ${open.title}`, open.id);
  const { series, dropped } = await readRows(table, answers, control);
  return {
    series: await Promise.all(
      series.map(({ symbol, time, rate }) =>
        createRateSeries(
          { time: Float64Array.from(time), rate: Float64Array.from(rate) },
          { name: `${symbol} funding`, symbol },
        ),
      ),
    ),
    dropped,
  };
}

export type InspectRates = typeof inspectRates;
export type ImportRates = typeof importRates;
