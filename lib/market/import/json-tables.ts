import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { cellText, TableWriter } from './cell-text';
import { namesSomething, plainName } from './header-names';
import { timeShapeOf } from './time-format';

/** A table found in a JSON document. */
export interface JsonTable {
  /** Keys that lead to it, `result.XXBTZUSD`; '' where the document is the table. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Keys of its rows; null where rows are arrays. */
  readonly headers: readonly string[] | null;
  readonly notes: readonly string[];
}

/** A document is parsed in one go and held whole. */
const maxBytes = 100_000_000;
const maxDepth = 6;
const maxTables = 5_000;
const slice = 1 << 14;

type Rows =
  | { readonly headers: null; readonly rows: readonly (readonly unknown[])[] }
  | { readonly headers: readonly string[]; readonly rows: readonly (readonly unknown[])[] };

/** Whether a text is a JSON document rather than lines of cells. */
export function isJson(bytes: Uint8Array): boolean {
  let p = 0;
  while (p < bytes.length && (bytes[p] === 32 || (bytes[p]! >= 9 && bytes[p]! <= 13))) p++;
  return bytes[p] === 0x5b || bytes[p] === 0x7b;
}

/**
 * Tables of a JSON document: arrays of rows (`[[t,o,h,l,c,v],…]`), arrays of objects, objects of columns
 * (`{"t":[…],"o":[…]}`) and objects of rows by their time, at any depth up to six.
 * @throws {DataError} for text that is no JSON or holds no such table
 */
export async function readJsonTables(
  bytes: Uint8Array,
  fileName: string,
  control: JobControl,
): Promise<JsonTable[]> {
  if (bytes.length > maxBytes) {
    throw new DataError(
      `The JSON document has more than ${countText(maxBytes)} bytes, the limit of one. Split it by date, or save it as CSV.`,
      { file: fileName },
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new DataError(
      `The file starts like JSON and is none: ${why.slice(0, 160)}.`,
      { file: fileName, expected: 'a JSON document' },
      { cause },
    );
  }
  await control.checkpoint();
  const found: { path: string; rows: Rows }[] = [];
  const notes: string[] = [];
  collect(document, '', 0, found, notes);
  if (found.length === 0) {
    throw new DataError(
      'No table found in this JSON document. Rows are read from [[time, open, high, low, close, volume], …], from [{"time": …, "open": …}, …] and from objects that hold such a list.',
      { file: fileName },
    );
  }
  const tables: JsonTable[] = [];
  for (const { path, rows } of found) {
    const writer = new TableWriter();
    for (let i = 0; i < rows.rows.length; i++) {
      const cells = rows.rows[i]!.map(cellText);
      writer.row(cells.length === 0 ? ['[]'] : cells);
      if (i % slice === slice - 1) {
        control.report({ done: i, total: rows.rows.length, label: 'Reading JSON' });
        await control.checkpoint();
      }
    }
    tables.push({ path, bytes: writer.finish(), headers: rows.headers, notes });
  }
  return tables;
}

function collect(
  value: unknown,
  path: string,
  depth: number,
  found: { path: string; rows: Rows }[],
  notes: string[],
): void {
  if (depth > maxDepth || found.length >= maxTables) return;
  const rows = rowsOf(value);
  if (rows !== null) {
    found.push({ path, rows });
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (path !== '' && notes.length < 20) notes.push(`Not read: ${path}.`);
    return;
  }
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    collect(inner, path === '' ? key : `${path}.${key}`, depth + 1, found, notes);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as rows where it is a table, null where it is none. */
function rowsOf(value: unknown): Rows | null {
  if (Array.isArray(value)) {
    const most = (fits: (row: unknown) => boolean): boolean =>
      value.length > 0 && value.filter(fits).length > value.length / 2;
    if (most((row) => Array.isArray(row) && row.length >= 5)) {
      return { headers: null, rows: value.map((row) => (Array.isArray(row) ? row : [row])) };
    }
    if (most((row) => isObject(row) && isBarLike(Object.keys(row)))) {
      return fromObjects(value.map((row) => (isObject(row) ? row : { value: row })));
    }
    return null;
  }
  if (!isObject(value)) return null;
  return fromColumns(value) ?? fromRowsByTime(value);
}

/** Whether names are those of bars: something of theirs is named like a column of bars. */
function isBarLike(keys: readonly string[]): boolean {
  return keys.length >= 4 && namesSomething(keys.map(plainName));
}

/** Columns in the order their names first occur. */
function fromObjects(rows: readonly Record<string, unknown>[]): Rows {
  const headers = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) headers.add(key);
  const names = [...headers];
  const has = Object.prototype.hasOwnProperty;
  return {
    headers: names,
    rows: rows.map((row) => names.map((name) => (has.call(row, name) ? row[name] : null))),
  };
}

/** `{"t":[…],"o":[…],…}`: five or more lists of one length. */
function fromColumns(value: Record<string, unknown>): Rows | null {
  const lists = Object.entries(value).filter(
    (entry): entry is [string, unknown[]] =>
      Array.isArray(entry[1]) && !entry[1].some((it) => typeof it === 'object' && it !== null),
  );
  const length = lists[0]?.[1].length ?? 0;
  if (lists.length < 5 || length === 0 || !isBarLike(lists.map(([key]) => key))) return null;
  const same = lists.filter(([, list]) => list.length === length);
  if (same.length < lists.length) return null;
  return {
    headers: lists.map(([key]) => key),
    rows: Array.from({ length }, (_, i) => lists.map(([, list]) => list[i])),
  };
}

/** `{"2019-04-03": {"open": …}, …}`: rows by their time. */
function fromRowsByTime(value: Record<string, unknown>): Rows | null {
  const keys = Object.keys(value);
  const fitting = keys.filter((key) => {
    const row = value[key];
    return timeShapeOf(key) !== null && isObject(row) && isBarLike(Object.keys(row));
  });
  if (fitting.length === 0 || fitting.length <= keys.length / 2) return null;
  return fromObjects(
    keys.map((key) => {
      const row = value[key];
      return { timestamp: key, ...(isObject(row) ? row : { value: row }) };
    }),
  );
}
