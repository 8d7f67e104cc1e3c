import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { guessInstrument, type InstrumentGuess } from '../instrument-guess';
import { inferInterval } from '../interval';
import { CsvLine, lineEnd } from './csv-line';
import { dialectLabels, type SampleRow } from './find-columns';
import { plainName, quoteSide } from './header-names';
import { type Layout, previewRows } from './layout';
import type { ImportLimits } from './limits';
import { readNumberCell } from './number-cell';
import { dateOrderQuestion, quoteSideQuestion, readTimes, timeZoneQuestion } from './questions';
import { hasTimeOfDay, timeShapeOf, zoneNamedIn } from './time-format';
import type { ImportInspection, ImportQuestion, TimeFormat } from './types';

/** What the text says beyond its layout; with it and the answers, rows can be read. */
export interface Understanding {
  readonly layout: Layout;
  readonly inspection: ImportInspection;
  readonly guess: InstrumentGuess;
  /** Null while day and month could be either way round. */
  readonly timeFormat: TimeFormat | null;
  readonly asksZone: boolean;
  readonly zoneRequired: boolean;
  readonly isIntraday: boolean;
  readonly questions: readonly ImportQuestion[];
  readonly sampleTimes: Float64Array;
}

const sampleSize = 500;
/** Rows looked at for evidence, where there is a question. */
const evidenceSize = 5_000;
const previewSize = 8;

let imports = 0;

export async function understand(
  bytes: Uint8Array,
  layout: Layout,
  file: { readonly fileName: string; readonly byteLength: number; readonly compressed: boolean },
  limits: ImportLimits,
  control: JobControl,
): Promise<Understanding> {
  const { fileName } = file;
  if (layout.symbolColumn !== null) {
    await refuseSeveralSymbols(bytes, layout, layout.symbolColumn, fileName, limits, control);
  }
  const timeColumn = layout.columns.time ?? 0;
  const timesOf = (rows: readonly SampleRow[]): string[] =>
    rows
      .map((row) => row.cells[timeColumn] ?? '')
      .filter((cell) => timeShapeOf(cell) === layout.timeShape);
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
  const asksZone = isIntradayText && zoned <= cells.length / 2;
  const guess = guessInstrument(fileName);
  const questions: ImportQuestion[] = [];
  const evidence =
    asksZone || timeFormat === null ? timesOf(previewRows(bytes, layout, evidenceSize)) : cells;
  if (layout.isQuoteBars) {
    questions.push(quoteSideQuestion(layout, layout.headers.map(plainName), sample[0]!));
  }
  if (timeFormat === null) questions.push(dateOrderQuestion(evidence));
  const provisional = timeFormat ?? 'date-dmy';
  if (asksZone) questions.push(timeZoneQuestion(evidence, provisional, guess.assetClass));
  const sampleTimes = readTimes(cells, provisional, 'UTC');
  const intervalMs = inferInterval(sampleTimes.filter((t) => !Number.isNaN(t)));
  const previewColumns = layout.isQuoteBars
    ? { ...layout.columns, ...quoteSide(layout.headers.map(plainName), 'bid')! }
    : layout.columns;
  const number = (text: string | undefined): number | null => {
    const cell = new TextEncoder().encode(text ?? '');
    const value = readNumberCell(cell, 0, cell.length, layout.decimal.charCodeAt(0));
    return Number.isFinite(value) ? value : null;
  };
  const preview = sample.slice(0, previewSize).map((row) => {
    const time = readTimes([row.cells[timeColumn] ?? ''], provisional, 'UTC')[0]!;
    const at = (column: number | null): number | null =>
      column === null ? null : number(row.cells[column]);
    return {
      row: row.row,
      text: row.text,
      time: timeFormat === null || Number.isNaN(time) ? null : time,
      open: at(previewColumns.open),
      high: at(previewColumns.high),
      low: at(previewColumns.low),
      close: at(previewColumns.close),
      volume: at(previewColumns.volume),
    };
  });
  const inspection: ImportInspection = {
    importId: `import-${++imports}`,
    fileName,
    byteLength: file.byteLength,
    dialect: layout.dialect,
    dialectLabel: dialectLabels[layout.dialect],
    kind: 'csv',
    separator: layout.separator,
    hasHeader: layout.hasHeader,
    compressed: file.compressed,
    timeFormat: provisional,
    zoneInFile: zones.find((zone) => zone !== null) ?? null,
    order: orderOf(sampleTimes),
    columns: layout.columns,
    headers: layout.headers,
    preview,
    questions,
    instruments: [
      {
        id: '1',
        symbol: guess.symbol,
        name: guess.name,
        assetClass: guess.assetClass,
        fileName,
        member: null,
        table: 0,
        rows: null,
        firstTime: null,
        lastTime: null,
      },
    ],
    tables: [
      {
        fileName,
        member: null,
        kind: 'csv',
        dialectLabel: dialectLabels[layout.dialect],
        headers: layout.headers,
        notes: layout.notes,
      },
    ],
    suggestedName: guess.name,
    suggestedSymbol: guess.symbol,
    suggestedAssetClass: guess.assetClass,
    intervalMs,
    notes: layout.notes,
  };
  return {
    layout,
    inspection,
    guess,
    timeFormat,
    asksZone,
    zoneRequired,
    isIntraday: isIntradayText || layout.timeShape.startsWith('epoch'),
    questions,
    sampleTimes,
  };
}

function orderOf(times: Float64Array): ImportInspection['order'] {
  let up = 0;
  let down = 0;
  for (let i = 1; i < times.length; i++) {
    if (times[i]! > times[i - 1]!) up++;
    else if (times[i]! < times[i - 1]!) down++;
  }
  return down === 0 || up >= 9 * down ? 'oldest-first' : down >= 9 * up ? 'newest-first' : 'mixed';
}

/** Visits one cell of every row of data, in slices. */
async function eachCell(
  bytes: Uint8Array,
  layout: Layout,
  column: number,
  limits: ImportLimits,
  control: JobControl,
  visit: (from: number, to: number) => void,
): Promise<void> {
  const line = new CsvLine(bytes, layout.separator.charCodeAt(0), limits.cellBytes);
  let sliceEnd = layout.firstByte;
  for (let from = layout.firstByte; from < bytes.length; ) {
    const end = lineEnd(bytes, from);
    line.split(from, end);
    if (line.fault === null && line.count > column && !line.isEmpty(column)) {
      visit(line.starts[column]!, line.ends[column]!);
    }
    from = end + 1;
    if (from - sliceEnd > 1 << 19) {
      sliceEnd = from;
      control.report({ done: from, total: bytes.length, label: 'Looking through the file' });
      await control.checkpoint();
    }
  }
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
  await eachCell(bytes, layout, column, limits, control, (from, to) => {
    let part = 0;
    const parts = [0, 0];
    for (let p = from; p < to && part < 2; p++) {
      const d = bytes[p]! - 48;
      if (d >= 0 && d <= 9) parts[part] = parts[part]! * 10 + d;
      else part++;
    }
    if (parts[0]! > 12 && parts[0]! <= 31 && parts[1]! <= 12) dayFirst++;
    else if (parts[1]! > 12 && parts[1]! <= 31 && parts[0]! <= 12) monthFirst++;
  });
  if (dayFirst === monthFirst) return null;
  return dayFirst > monthFirst ? 'date-dmy' : 'date-mdy';
}

async function refuseSeveralSymbols(
  bytes: Uint8Array,
  layout: Layout,
  column: number,
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<void> {
  const decoder = new TextDecoder();
  const symbols = new Map<string, number>();
  let last = '';
  await eachCell(bytes, layout, column, limits, control, (from, to) => {
    if (sameAscii(bytes, from, to, last)) {
      symbols.set(last, (symbols.get(last) ?? 0) + 1);
      return;
    }
    last = decoder.decode(bytes.subarray(from, to));
    if (symbols.size < 1000 || symbols.has(last)) symbols.set(last, (symbols.get(last) ?? 0) + 1);
  });
  if (symbols.size <= 1) return;
  const names = [...symbols.keys()].slice(0, 12).join(', ');
  throw new DataError(
    `The file holds ${symbols.size} instruments in column ‘${layout.headers[column]}’: ${names}${symbols.size > 12 ? ' …' : ''}. A data set has one instrument: save the rows of each one in a file of their own.`,
    { file: fileName, column: layout.headers[column] ?? '', expected: 'one instrument' },
  );
}

function sameAscii(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (to - from !== text.length) return false;
  for (let k = 0; k < text.length; k++) if (bytes[from + k] !== text.charCodeAt(k)) return false;
  return true;
}
