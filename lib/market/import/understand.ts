import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { guessInstrument, type InstrumentGuess } from '../instrument-guess';
import { inferInterval } from '../interval';
import { CsvLine, lineEnd } from './csv-line';
import type { FactorFile } from './factor-file';
import { type SampleRow, timeText } from './find-columns';
import { plainName, zoneOfHeader } from './header-names';
import { type Layout, previewRows } from './layout';
import type { ImportLimits } from './limits';
import { readNumberCell } from './number-cell';
import {
  adjustmentQuestion,
  dateOrderQuestion,
  quoteSideQuestion,
  timeZoneQuestion,
  volumeQuestion,
} from './questions';
import type { FileTable } from './read-tables';
import { readTimes } from './read-times';
import { hasTimeOfDay, timeShapeOf, zoneNamedIn } from './time-format';
import type { ImportQuestion, TimeFormat } from './types';

/** What a table says beyond its layout; with it and the answers, rows can be read. */
export interface Understanding {
  readonly layout: Layout;
  readonly guess: InstrumentGuess;
  /** Null while day and month could be either way round. */
  readonly timeFormat: TimeFormat | null;
  readonly asksZone: boolean;
  readonly zoneRequired: boolean;
  /** Zone of times that name none, by the header of their column. */
  readonly zoneInHeader: string | null;
  readonly zoneInFile: string | null;
  readonly isIntraday: boolean;
  readonly questions: readonly ImportQuestion[];
  readonly sample: readonly SampleRow[];
  readonly sampleTimes: Float64Array;
  readonly intervalMs: number | null;
  /** The list of adjustment factors that belongs to it. */
  readonly factors: FactorFile | null;
}

const sampleSize = 500;
/** Rows looked at for evidence, where there is a question. */
const evidenceSize = 5_000;

/** Looks through a table for what its rows leave open. */
export async function understand(
  table: FileTable,
  layout: Layout,
  listed: FactorFile | ((symbol: string) => FactorFile | null),
  limits: ImportLimits,
  control: JobControl,
): Promise<Understanding> {
  const { bytes } = table;
  const timeColumn = layout.columns.time ?? 0;
  const timesOf = (rows: readonly SampleRow[]): string[] =>
    rows
      .filter((row) => timeShapeOf(row.cells[timeColumn] ?? '') === layout.timeShape)
      .map((row) => timeText(row, layout.columns));
  const sample = previewRows(bytes, layout, sampleSize);
  const cells = timesOf(sample);
  const timeFormat =
    layout.timeShape === 'date-dm'
      ? await dateOrderOf(bytes, layout, timeColumn, limits, control)
      : layout.timeShape;
  const zones = cells.map(zoneNamedIn);
  const zoned = zones.filter((zone) => zone !== null).length;
  const isIntradayText = cells.some(hasTimeOfDay);
  const zoneRequired = zoned > cells.length / 2 && !layout.timeShape.startsWith('epoch');
  const namesNone = isIntradayText && zoned <= cells.length / 2;
  const clockColumn = layout.columns.clock ?? timeColumn;
  const zoneInHeader = namesNone
    ? zoneOfHeader(plainName(layout.headers[clockColumn] ?? ''))
    : null;
  const asksZone = namesNone && zoneInHeader === null;
  const guess = guessOf(table, layout, sample);
  const factors = typeof listed === 'function' ? listed(guess.symbol) : listed;
  const questions: ImportQuestion[] = [];
  const evidence =
    asksZone || timeFormat === null ? timesOf(previewRows(bytes, layout, evidenceSize)) : cells;
  const first = sample[0];
  if (layout.isQuoteBars && first !== undefined) {
    questions.push(quoteSideQuestion(layout, layout.headers.map(plainName), first));
  }
  if (timeFormat === null) questions.push(dateOrderQuestion(evidence));
  const provisional = timeFormat ?? 'date-dmy';
  if (asksZone) questions.push(timeZoneQuestion(evidence, provisional, guess.assetClass));
  if (layout.volumeChoices.length > 0) {
    const empty = await emptyColumns(bytes, layout, layout.volumeChoices, limits, control);
    questions.push(volumeQuestion(layout, sample, empty));
  }
  const { adjustedClose, split, dividend } = layout.columns;
  if (!layout.isQuoteBars && (factors ?? adjustedClose ?? split ?? dividend) !== null) {
    const splits =
      split === null || layout.symbolColumn !== null
        ? { seen: 0, smooth: 0 }
        : await splitsSeen(bytes, layout, split, limits, control);
    questions.push(adjustmentQuestion(layout, sample, factors, splits));
  }
  const sampleTimes = readTimes(cells, provisional, 'UTC');
  return {
    layout,
    guess,
    timeFormat,
    asksZone,
    zoneRequired,
    zoneInHeader,
    zoneInFile: zones.find((zone) => zone !== null) ?? zoneInHeader,
    isIntraday: isIntradayText || layout.timeShape.startsWith('epoch'),
    questions,
    sample,
    sampleTimes,
    intervalMs: inferInterval(sampleTimes.filter((t) => !Number.isNaN(t))),
    factors,
  };
}

/** The instrument by the symbol in the rows, else by the name of the table or its file. */
function guessOf(table: FileTable, layout: Layout, sample: readonly SampleRow[]): InstrumentGuess {
  const symbol = layout.symbolColumn === null ? undefined : sample[0]?.cells[layout.symbolColumn];
  if (symbol === undefined || symbol === '') {
    const byPath = guessInstrument(table.path);
    const isPair = byPath.name.includes('/');
    return isPair ? byPath : guessInstrument(table.member ?? table.fileName);
  }
  return { ...guessInstrument(symbol), symbol: symbol.slice(0, 80) };
}

/** Visits every row of data that can be cut into cells, in slices. */
async function eachRow(
  bytes: Uint8Array,
  layout: Layout,
  limits: ImportLimits,
  control: JobControl,
  visit: (line: CsvLine) => void,
): Promise<void> {
  const line = new CsvLine(bytes, layout.separator.charCodeAt(0), limits.cellBytes);
  let sliceEnd = layout.firstByte;
  for (let from = layout.firstByte; from < bytes.length; ) {
    const end = lineEnd(bytes, from);
    line.split(from, end);
    if (line.fault === null) visit(line);
    from = end + 1;
    if (from - sliceEnd > 1 << 19) {
      sliceEnd = from;
      control.report({ done: from, total: bytes.length, label: 'Looking through the file' });
      await control.checkpoint();
    }
  }
}

/** Those of some columns that are 0 in every row of data. */
async function emptyColumns(
  bytes: Uint8Array,
  layout: Layout,
  columns: readonly number[],
  limits: ImportLimits,
  control: JobControl,
): Promise<Set<number>> {
  const empty = new Set(columns);
  await eachRow(bytes, layout, limits, control, (line) => {
    if (line.count !== layout.columnCount) return;
    for (const column of empty) if (/[^0.,]/.test(line.text(column))) empty.delete(column);
  });
  return empty;
}

/** Day or month first, by any first or second part above 12; null where there is none. A majority decides over single wrong dates. */
async function dateOrderOf(
  bytes: Uint8Array,
  layout: Layout,
  column: number,
  limits: ImportLimits,
  control: JobControl,
): Promise<TimeFormat | null> {
  let dayFirst = 0;
  let monthFirst = 0;
  await eachRow(bytes, layout, limits, control, (line) => {
    if (line.count <= column || line.isEmpty(column)) return;
    let part = 0;
    const parts = [0, 0];
    const to = line.ends[column]!;
    for (let p = line.starts[column]!; p < to && part < 2; p++) {
      const d = bytes[p]! - 48;
      if (d >= 0 && d <= 9) parts[part] = parts[part]! * 10 + d;
      else part++;
    }
    if (parts[0]! > 12 && parts[0]! <= 31 && parts[1]! <= 12) dayFirst++;
    else if (parts[1]! > 12 && parts[1]! <= 31 && parts[0]! <= 12) monthFirst++;
  });
  const fewer = Math.min(dayFirst, monthFirst);
  if (fewer >= 3 && fewer >= (dayFirst + monthFirst) / 100) {
    throw new DataError(
      `Dates are written in two orders: ${countText(dayFirst)} can only have the day first, ${countText(monthFirst)} only the month. Write all in one order.`,
      { column: layout.headers[column] ?? '', expected: 'one order of day and month' },
    );
  }
  if (dayFirst === monthFirst) return null;
  return dayFirst > monthFirst ? 'date-dmy' : 'date-mdy';
}

/**
 * Whether prices jump at the splits a column lists: those that don't are adjusted already. A split of s moves a price
 * to 1/s of it in the order of time; a move nearer to none than to that, on the scale of ratios, is no jump.
 */
async function splitsSeen(
  bytes: Uint8Array,
  layout: Layout,
  column: number,
  limits: ImportLimits,
  control: JobControl,
): Promise<{ seen: number; smooth: number }> {
  const decimal = layout.decimal.charCodeAt(0);
  const close = layout.columns.close ?? 0;
  let before = { close: Number.NaN, split: 1 };
  let falls = 0;
  const found: { before: number; after: number; split: number; next: number }[] = [];
  const times: string[] = [];
  await eachRow(bytes, layout, limits, control, (line) => {
    if (line.count <= Math.max(column, close)) return;
    const number = (k: number): number =>
      readNumberCell(bytes, line.starts[k]!, line.ends[k]!, decimal);
    const now = { close: number(close), split: line.isEmpty(column) ? 1 : number(column) || 1 };
    const open = found[found.length - 1];
    if (open !== undefined && Number.isNaN(open.next)) open.next = now.close;
    if (now.split > 0 && now.split !== 1) {
      found.push({ before: before.close, after: now.close, split: now.split, next: Number.NaN });
    }
    if (times.length < 2) times.push(line.text(layout.columns.time ?? 0));
    before = now;
  });
  const [first, second] = readTimes(
    times,
    layout.timeShape === 'date-dm' ? 'date-dmy' : layout.timeShape,
    'UTC',
  );
  if (first !== undefined && second !== undefined && second < first) falls = 1;
  let seen = 0;
  let smooth = 0;
  for (const it of found) {
    const earlier = falls === 1 ? it.next : it.before;
    const ratio = it.after / earlier;
    if (!(ratio > 0)) continue;
    seen++;
    // |ratio − 1| against |ratio − 1/s| as quotients, so that a split of 2 and one of 1/2 count alike.
    const apart = (a: number, b: number): number => Math.max(a / b, b / a);
    if (apart(ratio, 1) < apart(ratio, 1 / it.split)) smooth++;
  }
  return { seen, smooth };
}
