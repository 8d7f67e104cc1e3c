import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { CsvLine, lineEnd, lineText } from './csv-line';
import type { Layout } from './layout';
import type { ImportLimits } from './limits';
import type { UnreadableRow } from './parsed-rows';

/** The rows of one symbol out of a table that holds several, as a text of their own. */
export interface SymbolText {
  readonly bytes: Uint8Array;
  /** The line of the file that line k of this text is, both from 1. */
  lineInFile(line: number): number;
  /** Rows among this symbol's that name no instrument. */
  readonly strays: readonly UnreadableRow[];
}

/** Which lines of a long table belong to which symbol. */
export interface SymbolRows {
  /** In the order of their first rows. */
  readonly symbols: readonly string[];
  rowsOf(symbol: string): number;
  /** Texts of the first and the last row. */
  endsOf(symbol: string): readonly [string, string];
  textOf(symbol: string): SymbolText;
}

const maxSymbols = 10_000;
const maxStrays = 200_000;
const sliceBytes = 1 << 19;

/**
 * Goes through a table once and notes runs of lines of one symbol. Null where the table holds one symbol alone.
 * A row without a symbol, or with another number of cells, is a stray of the symbol before it: it is reported, not guessed.
 * @throws {DataError} for more symbols than an import takes; {CancelledError}
 */
export async function findSymbolRows(
  bytes: Uint8Array,
  layout: Layout,
  fileName: string,
  limits: ImportLimits,
  control: JobControl,
): Promise<SymbolRows | null> {
  const column = layout.symbolColumn;
  if (column === null) return null;
  const csv = new CsvLine(bytes, layout.separator.charCodeAt(0), limits.cellBytes);
  const ids = new Map<string, number>();
  const counts: number[] = [];
  const runs = new Runs();
  const strays: (UnreadableRow & { readonly id: number })[] = [];
  let last = '';
  let lastId = -1;
  let line = layout.firstRow;
  let sliceEnd = layout.firstByte;
  for (let from = layout.firstByte; from < bytes.length; line++) {
    const end = lineEnd(bytes, from);
    csv.split(from, end);
    const isBlank = csv.fault === null && csv.count === 1 && csv.isEmpty(0);
    const extra = csv.count === layout.columnCount + 1 && csv.isEmpty(csv.count - 1);
    const short = csv.fault !== null || (csv.count !== layout.columnCount && !extra);
    if (!isBlank && (short || csv.isEmpty(column))) {
      if (strays.length < maxStrays) {
        const reason =
          csv.fault ??
          (short ? `${csv.count} columns, expected ${layout.columnCount}` : 'names no instrument');
        strays.push({
          row: line,
          text: lineText(bytes, from, end, 200),
          reason,
          id: lastId,
        });
      }
    } else if (!isBlank) {
      if (!sameBytes(bytes, csv.starts[column]!, csv.ends[column]!, last)) {
        last = csv.text(column);
        lastId = ids.get(last) ?? ids.size;
        if (lastId === ids.size) {
          if (lastId >= maxSymbols) {
            throw new DataError(
              `Column ‘${layout.headers[column] ?? column + 1}’ holds more than ${countText(maxSymbols)} different symbols; it may not be one of symbols. Rename or remove it.`,
              { file: fileName, row: line, column: layout.headers[column] ?? '' },
            );
          }
          ids.set(last, lastId);
          counts.push(0);
        }
      }
      counts[lastId]!++;
      runs.add(lastId, from, Math.min(end + 1, bytes.length), line);
    }
    from = end + 1;
    if (from - sliceEnd > sliceBytes) {
      sliceEnd = from;
      control.report({ done: from, total: bytes.length, label: 'Looking through the file' });
      await control.checkpoint();
    }
  }
  if (ids.size <= 1) return null;
  const repeated = [...ids.keys()].filter((symbol) => counts[ids.get(symbol)!]! > 1);
  if (repeated.length === 0) {
    throw new DataError(
      `Column ‘${layout.headers[column] ?? column + 1}’ names another symbol in each of ${countText(ids.size)} rows; it may not be one of symbols. Rename or remove it.`,
      { file: fileName, column: layout.headers[column] ?? '' },
    );
  }
  // Beside one instrument a symbol without a second row is a wrong cell; of several it is one that has no length.
  const symbols = repeated.length === 1 ? repeated : [...ids.keys()];
  for (const [symbol, id] of ids) {
    if (repeated.length > 1 || symbol === repeated[0]) continue;
    const reason = `names ‘${symbol.slice(0, 40)}’, as no other row does`;
    strays.push({ ...runs.first(bytes, id), reason, id: -1 });
  }
  strays.sort((a, b) => a.row - b.row);
  const idOf = (symbol: string): number => ids.get(symbol) ?? -1;
  return {
    symbols,
    rowsOf: (symbol) => counts[idOf(symbol)] ?? 0,
    endsOf: (symbol) => runs.ends(bytes, idOf(symbol)),
    textOf: (symbol) => {
      const id = idOf(symbol);
      // What stands before any symbol, or names one that is none, goes to the first.
      const isFirst = symbol === symbols[0];
      const isOwn = (it: { id: number }): boolean =>
        it.id === id || (isFirst && (it.id < 0 || symbols.length === 1));
      return { ...runs.gather(bytes, id), strays: strays.filter(isOwn) };
    },
  };
}

function sameBytes(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (text === '' || to - from !== text.length) return false;
  for (let k = 0; k < text.length; k++) if (bytes[from + k] !== text.charCodeAt(k)) return false;
  return true;
}

/** Runs of neighbouring lines of one symbol, four integers each. */
class Runs {
  private count = 0;
  private id = new Uint32Array(1024);
  private from = new Uint32Array(1024);
  private end = new Uint32Array(1024);
  private line = new Uint32Array(1024);
  private nextLine = -1;

  add(id: number, from: number, end: number, line: number): void {
    const k = this.count - 1;
    if (k >= 0 && this.id[k] === id && this.end[k] === from && this.nextLine === line) {
      this.end[k] = end;
    } else {
      if (this.count === this.id.length) this.grow();
      this.id[this.count] = id;
      this.from[this.count] = from;
      this.end[this.count] = end;
      this.line[this.count] = line;
      this.count++;
    }
    this.nextLine = line + 1;
  }

  private grow(): void {
    const grown = (old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const next = new Uint32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.id = grown(this.id);
    this.from = grown(this.from);
    this.end = grown(this.end);
    this.line = grown(this.line);
  }

  private indicesOf(id: number): number[] {
    const found: number[] = [];
    for (let k = 0; k < this.count; k++) if (this.id[k] === id) found.push(k);
    return found;
  }

  /** The first row of a symbol. */
  first(bytes: Uint8Array, id: number): { row: number; text: string } {
    const k = this.id.subarray(0, this.count).indexOf(id);
    const from = this.from[k]!;
    return { row: this.line[k]!, text: lineText(bytes, from, lineEnd(bytes, from), 200) };
  }

  ends(bytes: Uint8Array, id: number): [string, string] {
    const found = this.indicesOf(id);
    const first = found[0];
    const last = found[found.length - 1];
    if (first === undefined || last === undefined) return ['', ''];
    let from = this.from[last]!;
    for (let next = lineEnd(bytes, from) + 1; next < this.end[last]!; ) {
      from = next;
      next = lineEnd(bytes, from) + 1;
    }
    const text = (at: number): string => lineText(bytes, at, lineEnd(bytes, at));
    return [text(this.from[first]!), text(from)];
  }

  gather(bytes: Uint8Array, id: number): Pick<SymbolText, 'bytes' | 'lineInFile'> {
    const found = this.indicesOf(id);
    let total = 0;
    for (const k of found) total += this.end[k]! - this.from[k]! + 1;
    const out = new Uint8Array(total);
    /** Line of the text, and of the file, at which each run begins. */
    const localLines: number[] = [];
    const fileLines: number[] = [];
    let at = 0;
    let local = 1;
    for (const k of found) {
      localLines.push(local);
      fileLines.push(this.line[k]!);
      const run = bytes.subarray(this.from[k]!, this.end[k]!);
      out.set(run, at);
      at += run.length;
      for (let p = lineEnd(run, 0); p < run.length; p = lineEnd(run, p + 1)) local++;
      // The last line of a file may have no line end.
      if (run[run.length - 1] !== 10) {
        out[at++] = 10;
        local++;
      }
    }
    return {
      bytes: out.subarray(0, at),
      lineInFile: (line) => {
        let low = 0;
        let high = localLines.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (localLines[middle]! <= line) low = middle + 1;
          else high = middle;
        }
        const k = Math.max(0, low - 1);
        return (fileLines[k] ?? 1) + line - (localLines[k] ?? 1);
      },
    };
  }
}
