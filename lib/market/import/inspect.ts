import type { JobControl } from '../../core/job';
import { guessInstrument } from '../instrument-guess';
import { CsvLine } from './csv-line';
import type { FactorFile } from './factor-file';
import { timeText } from './find-columns';
import { plainName, quoteSide } from './header-names';
import { detectLayout } from './layout';
import type { ImportLimits } from './limits';
import { dialectLabels } from './name-dialect';
import { readNumberCell } from './number-cell';
import type { FileTable } from './read-tables';
import { readTimes } from './read-times';
import { findSymbolRows, type SymbolRows } from './symbol-rows';
import type { ImportInspection, ImportInstrument, ImportQuestion } from './types';
import { type Understanding, understand } from './understand';

/** A table with all that was found out about it. */
export interface OpenTable {
  readonly table: FileTable;
  /** Rows by symbol, null where they are all of one. */
  readonly symbols: SymbolRows | null;
  readonly known: Understanding;
}

/** An instrument and where its rows are. */
export interface OpenInstrument {
  readonly info: ImportInstrument;
  readonly of: OpenTable;
  /** The symbol its rows carry, null where the table is its alone. */
  readonly symbol: string | null;
}

const previewSize = 8;

/** Reads off a table what can be known before its rows are parsed. */
export async function openTable(
  table: FileTable,
  /** The list of factors of this table, or of a symbol. */
  factors: FactorFile | ((symbol: string) => FactorFile | null),
  limits: ImportLimits,
  control: JobControl,
): Promise<OpenTable> {
  const layout = detectLayout(table, limits);
  const symbols = await findSymbolRows(table.bytes, layout, table.fileName, limits, control);
  const known = await understand(
    table,
    layout,
    symbols === null ? factors : () => null,
    limits,
    control,
  );
  return { table, symbols, known };
}

/** Every instrument of the tables, in the order they are found in. */
export function instrumentsOf(tables: readonly OpenTable[]): OpenInstrument[] {
  const isAlone = tables.length === 1 && tables[0]!.symbols === null;
  return tables.flatMap((of, k): OpenInstrument[] => {
    const { fileName, member } = of.table;
    const about = { fileName, member, table: k };
    if (of.symbols === null) {
      const { symbol, name, assetClass } = of.known.guess;
      const ends = isAlone ? null : endsOfTable(of);
      const range = ends === null ? unknownRange : rangeOf(of, ends.first, ends.last);
      const id = isAlone ? symbol : uniqueId(member ?? fileName, k, tables);
      const rows = ends?.rows ?? null;
      return [
        { info: { id, symbol, name, assetClass, ...about, rows, ...range }, of, symbol: null },
      ];
    }
    const { symbols } = of;
    return symbols.symbols.map((symbol) => {
      const { name, assetClass } = guessInstrument(symbol);
      const [first, last] = symbols.endsOf(symbol);
      const id =
        tables.length === 1 ? symbol : `${uniqueId(member ?? fileName, k, tables)}#${symbol}`;
      const rows = symbols.rowsOf(symbol);
      const shown = symbol.slice(0, 80);
      const info = {
        id,
        symbol: shown,
        name,
        assetClass,
        ...about,
        rows,
        ...rangeOf(of, first, last),
      };
      return { info, of, symbol };
    });
  });
}

const unknownRange = { firstTime: null, lastTime: null };

function uniqueId(name: string, k: number, tables: readonly OpenTable[]): string {
  const same = tables.filter(({ table }) => (table.member ?? table.fileName) === name);
  return same.length === 1 ? name : `${name}#${k + 1}`;
}

/** Lines of data and the first and last of them. */
function endsOfTable({ table, known }: OpenTable): { rows: number; first: string; last: string } {
  const { bytes } = table;
  const decoder = new TextDecoder();
  let rows = 0;
  let first = '';
  let last: Uint8Array | null = null;
  for (let from = known.layout.firstByte; from < bytes.length; ) {
    const at = bytes.indexOf(10, from);
    const end = at < 0 ? bytes.length : at;
    const line = bytes.subarray(from, end);
    if (line.length > 1 || (line.length === 1 && line[0] !== 13)) {
      rows++;
      if (rows === 1) first = decoder.decode(line);
      last = line;
    }
    from = end + 1;
  }
  return { rows, first, last: last === null ? '' : decoder.decode(last) };
}

/** Times of two rows in order; null while a question decides them. */
function rangeOf(
  { known }: OpenTable,
  first: string,
  last: string,
): { firstTime: number | null; lastTime: number | null } {
  const { layout, timeFormat, asksZone } = known;
  if (timeFormat === null || asksZone) return unknownRange;
  const cells = [first, last].map((text) => {
    const bytes = new TextEncoder().encode(text);
    const line = new CsvLine(bytes, layout.separator.charCodeAt(0), 1_000);
    line.split(0, bytes.length);
    return timeText(
      { cells: Array.from({ length: line.count }, (_, k) => line.text(k)) },
      layout.columns,
    );
  });
  const [a, b] = readTimes(cells, timeFormat, 'UTC');
  if (Number.isNaN(a) || Number.isNaN(b)) return unknownRange;
  return { firstTime: Math.min(a!, b!), lastTime: Math.max(a!, b!) };
}

/** Each question once, as the first table that has it asks it. */
export function questionsOf(tables: readonly OpenTable[]): ImportQuestion[] {
  const questions = new Map<ImportQuestion['id'], ImportQuestion>();
  for (const { known } of tables) {
    for (const question of known.questions) {
      const asked = questions.get(question.id);
      // A default of one table is none where another table has no such option.
      const fits = question.options.some((it) => it.value === asked?.defaultValue);
      if (asked === undefined) questions.set(question.id, question);
      else if (question.defaultValue === null || !fits) {
        questions.set(question.id, { ...asked, defaultValue: null });
      }
    }
  }
  return [...questions.values()];
}

/** `Kraken`, or `Kraken, JSON` where the file is no CSV. */
function labelOf({ kind }: FileTable, dialect: ImportInspection['dialect']): string {
  if (kind === 'csv') return dialectLabels[dialect];
  const format = kind === 'json' ? 'JSON' : 'Parquet';
  const isNamed = !['plain', 'generic', 'tradingview'].includes(dialect);
  return isNamed ? `${dialectLabels[dialect]}, ${format}` : format;
}

let imports = 0;

/** What the page and the command line show of an import before its rows are read. */
export function describeImport(
  tables: readonly OpenTable[],
  instruments: readonly OpenInstrument[],
  byteLength: number,
): ImportInspection {
  const { table, known } = tables[0]!;
  const { layout, guess } = known;
  return {
    importId: `import-${++imports}`,
    fileName: table.fileName,
    byteLength,
    dialect: layout.dialect,
    dialectLabel: labelOf(table, layout.dialect),
    kind: table.kind,
    separator: layout.separator,
    hasHeader: layout.hasHeader,
    compressed: table.compressed,
    timeFormat: known.timeFormat ?? 'date-dmy',
    zoneInFile: known.zoneInFile,
    order: orderOf(known.sampleTimes),
    columns: layout.columns,
    headers: layout.headers,
    preview: previewOf(known),
    questions: questionsOf(tables),
    instruments: instruments.map(({ info }) => info),
    tables: tables.map((it) => ({
      fileName: it.table.fileName,
      member: it.table.member,
      kind: it.table.kind,
      dialectLabel: labelOf(it.table, it.known.layout.dialect),
      headers: it.known.layout.headers,
      notes: [...it.table.notes, ...it.known.layout.notes],
    })),
    suggestedName: guess.name,
    suggestedSymbol: guess.symbol,
    suggestedAssetClass: guess.assetClass,
    intervalMs: known.intervalMs,
    notes: [...table.notes, ...layout.notes],
  };
}

function previewOf(known: Understanding): ImportInspection['preview'] {
  const { layout, timeFormat, sample } = known;
  const columns = layout.isQuoteBars
    ? { ...layout.columns, ...quoteSide(layout.headers.map(plainName), 'bid')! }
    : layout.columns;
  const number = (text: string | undefined): number | null => {
    const cell = new TextEncoder().encode(text ?? '');
    const value = readNumberCell(cell, 0, cell.length, layout.decimal.charCodeAt(0));
    return Number.isFinite(value) ? value : null;
  };
  return sample.slice(0, previewSize).map((row) => {
    const time = readTimes([timeText(row, layout.columns)], timeFormat ?? 'date-dmy', 'UTC')[0]!;
    const at = (column: number | null): number | null =>
      column === null ? null : number(row.cells[column]);
    return {
      row: row.row,
      text: row.text,
      time: timeFormat === null || Number.isNaN(time) ? null : time,
      open: at(columns.open),
      high: at(columns.high),
      low: at(columns.low),
      close: at(columns.close),
      volume: at(columns.volume),
    };
  });
}

/** Which way times go, as most steps say. */
export function orderOf(times: Float64Array): ImportInspection['order'] {
  let up = 0;
  let down = 0;
  for (let i = 1; i < times.length; i++) {
    if (times[i]! > times[i - 1]!) up++;
    else if (times[i]! < times[i - 1]!) down++;
  }
  return down === 0 || up >= 9 * down ? 'oldest-first' : down >= 9 * up ? 'newest-first' : 'mixed';
}
