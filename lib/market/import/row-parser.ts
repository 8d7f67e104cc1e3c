import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { zoneClock } from '../zone';
import { CsvLine, lineEnd, lineText } from './csv-line';
import { type ExtraColumn, extraColumns, extraFault } from './extra-columns';
import type { ImportLimits } from './limits';
import { powersOfTen, readNumberCell } from './number-cell';
import type { ParsedRows, UnreadableRow } from './parsed-rows';
import type { RowPlan } from './recipe.schema';
import { markEvery, RowLines } from './row-lines';
import { latestTime, TimeReader } from './time-cell';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const spanBytes = 1 << 19;
const maxUnreadable = 200_000;

const SKIP = 0;
const TIME = 1;
const VOLUME = 6;
const fieldNames = ['', 'time', 'open', 'high', 'low', 'close', 'volume'] as const;
/** First and second column an adjustment needs. */
const FIRST_EXTRA = 7;
const SECOND_EXTRA = 8;
const none = new Float64Array(0);

/**
 * Reads every row by a plan. Clean rows take the one loop of `readSpan`; a row that surprises it in any way is
 * read again, cell by cell, which either gives its numbers or says what is wrong with it.
 * @throws {DataError} where a limit is passed or most rows can't be read; {CancelledError}
 */
export async function parseRows(
  bytes: Uint8Array,
  plan: RowPlan,
  limits: ImportLimits,
  control: JobControl,
  /** The line of the file that line k of these bytes is. */
  lineInFile: (line: number) => number = (line) => line,
): Promise<ParsedRows> {
  const parser = new RowParser(bytes, plan, limits, lineInFile);
  while (!parser.done) {
    parser.readSpan();
    control.report({ done: parser.position, total: bytes.length, label: 'Reading rows' });
    await control.checkpoint();
  }
  return parser.finish();
}

class RowParser {
  position: number;
  done = false;
  private line: number;
  private rows = 0;
  private time = none;
  private open = none;
  private high = none;
  private low = none;
  private close = none;
  private volume = none;
  private extra: [Float64Array, Float64Array] = [none, none];
  private readonly extras: readonly ExtraColumn[];
  private readonly clockSlot: number;
  private readonly joined: Uint8Array;
  private readonly slots: Uint8Array;
  private readonly cell = new Float64Array(9);
  private readonly reader: TimeReader;
  private readonly csv: CsvLine;
  private readonly fastEnd: number;
  /** False where date and time of day don't stand side by side. */
  private readonly isCleanPossible: boolean;
  private readonly unreadable: UnreadableRow[] = [];
  private readonly lines: RowLines;
  private readonly separator: number;
  private readonly decimal: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly plan: RowPlan,
    private readonly limits: ImportLimits,
    private readonly lineInFile: (line: number) => number,
  ) {
    this.extras = extraColumns(plan);
    this.isCleanPossible =
      plan.columns.clock === undefined || plan.columns.clock === plan.columns.time + 1;
    this.clockSlot = plan.columns.clock ?? -1;
    this.joined = new Uint8Array(this.clockSlot < 0 ? 0 : 2 * limits.cellBytes + 1);
    this.separator = plan.separator.charCodeAt(0);
    this.decimal = plan.decimal.charCodeAt(0);
    this.slots = new Uint8Array(plan.columnCount);
    fieldNames.forEach((field, slot) => {
      const column = field === '' ? null : plan.columns[field];
      if (column !== null && column < plan.columnCount) this.slots[column] = slot;
    });
    this.extras.forEach(({ column }, k) => {
      if (column < plan.columnCount) this.slots[column] = FIRST_EXTRA + k;
    });
    this.reader = new TimeReader(
      plan.timeFormat,
      plan.zone === null ? null : zoneClock(plan.zone),
      plan.zoneRequired,
      this.clockSlot < 0 ? 0 : this.separator,
    );
    this.lines = new RowLines(bytes, plan.firstRow);
    this.csv = new CsvLine(bytes, this.separator, limits.cellBytes);
    this.fastEnd = bytes.lastIndexOf(LF) + 1;
    this.line = 1;
    let from = 0;
    for (; this.line < plan.firstRow && from < bytes.length; this.line++) {
      from = lineEnd(bytes, from) + 1;
    }
    this.position = from;
    this.reserve(this.estimateRows(from));
  }

  private estimateRows(from: number): number {
    const sample = this.bytes.subarray(from, from + 65_536);
    let lines = 1;
    for (let i = 0; i < sample.length; i++) if (sample[i] === LF) lines++;
    const perRow = sample.length / lines;
    const estimate = Math.ceil(((this.bytes.length - from) / Math.max(perRow, 1)) * 1.03) + 16;
    return Math.min(estimate, this.limits.rows);
  }

  private reserve(capacity: number): void {
    const grown = (old: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(capacity);
      next.set(old);
      return next;
    };
    this.time = grown(this.time);
    this.open = grown(this.open);
    this.high = grown(this.high);
    this.low = grown(this.low);
    this.close = grown(this.close);
    this.volume = grown(this.volume);
    this.extra = this.extra.map((column, k) =>
      k < this.extras.length ? grown(column as Float64Array<ArrayBuffer>) : none,
    ) as [Float64Array, Float64Array];
  }

  /** Makes room for one row more. */
  private ensureRoom(): void {
    if (this.rows < this.time.length) return;
    if (this.rows >= this.limits.rows) {
      throw new DataError(
        `The file has more than ${countText(this.limits.rows)} rows, the limit of an import. Split it by date.`,
        {
          row: this.lineInFile(this.line),
          expected: `at most ${countText(this.limits.rows)} rows`,
        },
      );
    }
    this.reserve(Math.min(this.limits.rows, Math.ceil(this.rows * 1.5) + 1024));
  }

  /** Reads rows until half a megabyte is done. */
  readSpan(): void {
    const spanEnd = Math.min(this.position + spanBytes, this.bytes.length);
    while (this.position < spanEnd) {
      this.ensureRoom();
      if (this.position < this.fastEnd && this.isCleanPossible) {
        this.readCleanRows(Math.min(spanEnd, this.fastEnd));
        if (this.position >= spanEnd) break;
        this.ensureRoom();
      }
      if (this.rows < this.time.length) this.readOneRow();
    }
    this.done = this.position >= this.bytes.length;
  }

  /** The hot loop: stops before the first row it doesn't understand, at `end`, or where the columns are full. */
  private readCleanRows(end: number): void {
    const { bytes, slots, cell, separator, decimal, reader, time, open, high, low, close, volume } =
      this;
    const columns = slots.length;
    const capacity = time.length;
    const format = this.plan.timeFormat;
    const epochScale = format === 'epoch-s' ? 1000 : format === 'epoch-us' ? 0.001 : 1;
    const inlineEpoch = format === 'epoch-s' || format === 'epoch-ms' || format === 'epoch-us';
    const epochLow = format === 'epoch-s' ? 1e8 : format === 'epoch-us' ? 1e14 : 1e11;
    const epochHigh = latestTime / epochScale;
    const maxCell = this.limits.cellBytes;
    const isJoined = this.clockSlot >= 0;
    const extras = this.extras.length;
    const [extraA, extraB] = this.extra;
    let n = this.rows;
    let p = this.position;
    let rowStart = p;
    rows: while (p < end && n < capacity) {
      rowStart = p;
      for (let k = 0; k < columns; k++) {
        const slot = slots[k]!;
        const start = p;
        let c = bytes[p]!;
        if (slot === SKIP) {
          while (c !== separator && c !== LF && c !== CR) {
            if (c === QUOTE) break rows;
            c = bytes[++p]!;
          }
          if (p - start > maxCell) break rows;
        } else {
          const quoted = c === QUOTE;
          if (quoted) c = bytes[++p]!;
          if (slot === TIME && !inlineEpoch) {
            const from = p;
            while (c !== separator && c !== LF && c !== CR && c !== QUOTE) c = bytes[++p]!;
            if (isJoined) {
              if (quoted || c !== separator) break rows;
              c = bytes[++p]!;
              while (c !== separator && c !== LF && c !== CR && c !== QUOTE) c = bytes[++p]!;
              k++;
            }
            const value = reader.read(
              bytes,
              from,
              p,
              n > 0 ? time[n - 1]! : Number.NEGATIVE_INFINITY,
            );
            if (Number.isNaN(value)) break rows;
            time[n] = value;
          } else if (slot === TIME) {
            let whole = 0;
            let d = c - 48;
            while (d >= 0 && d <= 9) {
              whole = whole * 10 + d;
              d = bytes[++p]! - 48;
            }
            if (!(whole >= epochLow && whole < epochHigh)) break rows;
            time[n] = epochScale === 0.001 ? Math.floor(whole / 1000) : whole * epochScale;
          } else {
            const negative = c === 45;
            if (negative) c = bytes[++p]!;
            const first = p;
            let mantissa = 0;
            let d = c - 48;
            // Nine digits fit an integer register; the rest goes on in double precision.
            const short = p + 9;
            while (d >= 0 && d <= 9 && p < short) {
              mantissa = (mantissa * 10 + d) | 0;
              d = bytes[++p]! - 48;
            }
            let wide: number = mantissa;
            while (d >= 0 && d <= 9) {
              wide = wide * 10 + d;
              d = bytes[++p]! - 48;
            }
            let digits = p - first;
            let value: number;
            if (bytes[p] === decimal && decimal !== separator) {
              const point = p;
              d = bytes[++p]! - 48;
              while (d >= 0 && d <= 9) {
                wide = wide * 10 + d;
                d = bytes[++p]! - 48;
              }
              const decimals = p - point - 1;
              digits += decimals;
              if (digits > 15) break rows;
              value = wide / powersOfTen[decimals]!;
            } else {
              if (digits > 15) break rows;
              value = wide;
            }
            if (digits === 0) break rows;
            cell[slot] = negative ? -value : value;
          }
          if (quoted) {
            if (bytes[p] !== QUOTE) break rows;
            p++;
          }
        }
        if (k < columns - 1) {
          if (bytes[p] !== separator) break rows;
          p++;
        } else {
          if (bytes[p] === CR) p++;
          if (bytes[p] !== LF) break rows;
          p++;
        }
      }
      if (cell[VOLUME]! < 0) break;
      open[n] = cell[2]!;
      high[n] = cell[3]!;
      low[n] = cell[4]!;
      close[n] = cell[5]!;
      volume[n] = cell[6]!;
      if (extras > 0) {
        if (this.unfitExtra() !== null) break;
        extraA[n] = cell[FIRST_EXTRA]!;
        if (extras > 1) extraB[n] = cell[SECOND_EXTRA]!;
      }
      if (n % markEvery === 0) this.lines.mark(rowStart);
      n++;
      rowStart = p;
    }
    this.line += n - this.rows;
    this.rows = n;
    this.position = rowStart;
  }

  private readOneRow(): void {
    const { bytes } = this;
    const from = this.position;
    const end = lineEnd(bytes, from);
    const reason = this.readCells(from, end);
    if (reason === null) {
      if (this.rows % markEvery === 0) this.lines.mark(from);
      this.rows++;
    } else {
      if (reason !== '') {
        if (this.unreadable.length >= maxUnreadable) {
          throw new DataError(
            `More than ${countText(maxUnreadable)} rows can't be read; the latest is row ${this.lineInFile(this.line)}: ${reason}.`,
            { row: this.lineInFile(this.line) },
          );
        }
        this.unreadable.push({
          row: this.lineInFile(this.line),
          text: lineText(bytes, from, end, 200),
          reason,
        });
      }
      this.lines.skip(this.rows);
    }
    this.line++;
    this.position = end + 1;
  }

  /** Null where the row was read, the reason where not, '' for a blank line. */
  private readCells(from: number, end: number): string | null {
    const { bytes, csv, plan, rows: n, cell } = this;
    csv.split(from, end);
    if (csv.fault !== null) return csv.fault;
    if (csv.count === 1 && csv.isEmpty(0)) return '';
    let count = csv.count;
    if (count === plan.columnCount + 1 && csv.isEmpty(count - 1)) count--;
    if (count !== plan.columnCount) {
      return `${csv.count} columns, expected ${plan.columnCount}`;
    }
    const timeColumn = plan.columns.time;
    const previous = n > 0 ? this.time[n - 1]! : Number.NEGATIVE_INFINITY;
    if (this.clockSlot >= 0 && csv.isEmpty(this.clockSlot)) return 'time of day is empty';
    const time =
      this.clockSlot >= 0
        ? this.readJoined(previous)
        : this.reader.read(bytes, csv.starts[timeColumn]!, csv.ends[timeColumn]!, previous);
    if (Number.isNaN(time)) {
      const clock = this.clockSlot >= 0 ? ` ${quoted(csv, this.clockSlot)}` : '';
      return `time ${quoted(csv, timeColumn)}${clock} ${this.reader.why()}`;
    }
    cell.fill(0);
    for (let slot = 2; slot < 7; slot++) {
      const column = plan.columns[fieldNames[slot] as 'open'];
      if (column === null) continue;
      const field = fieldNames[slot];
      if (csv.isEmpty(column)) return `${field} is empty`;
      const value = readNumberCell(bytes, csv.starts[column]!, csv.ends[column]!, this.decimal);
      if (Number.isNaN(value)) return `${field} is ${quoted(csv, column)}`;
      if (!Number.isFinite(value))
        return `${field} ${quoted(csv, column)} is too large for a number`;
      cell[slot] = value;
    }
    if (cell[VOLUME]! < 0) return `volume ${cell[VOLUME]} is negative`;
    for (let k = 0; k < this.extras.length; k++) {
      const { column, field, label } = this.extras[k]!;
      if (csv.isEmpty(column)) {
        if (field === 'adjustedClose') return `${label} is empty`;
        continue;
      }
      const value = readNumberCell(bytes, csv.starts[column]!, csv.ends[column]!, this.decimal);
      if (!Number.isFinite(value)) return `${label} is ${quoted(csv, column)}`;
      cell[FIRST_EXTRA + k] = value;
    }
    const fault = this.unfitExtra();
    if (fault !== null) return fault;
    for (let k = 0; k < this.extras.length; k++) this.extra[k]![n] = cell[FIRST_EXTRA + k]!;
    this.time[n] = time;
    this.open[n] = cell[2]!;
    this.high[n] = cell[3]!;
    this.low[n] = cell[4]!;
    this.close[n] = cell[5]!;
    this.volume[n] = cell[6]!;
    return null;
  }

  /** Date and time of day of a row that stand in cells of their own, wherever those are. */
  private readJoined(previous: number): number {
    const { bytes, csv, joined, separator } = this;
    let to = 0;
    for (const k of [this.plan.columns.time, this.clockSlot]) {
      const cell = bytes.subarray(csv.starts[k], csv.ends[k]);
      joined.set(cell, to);
      to += cell.length;
      if (k !== this.clockSlot) joined[to++] = separator;
    }
    return this.reader.read(joined, 0, to, previous);
  }

  /** What makes one of the adjustment's cells unfit, null where nothing does. */
  private unfitExtra(): string | null {
    for (let k = 0; k < this.extras.length; k++) {
      const fault = extraFault(this.extras[k]!, this.cell[FIRST_EXTRA + k]!);
      if (fault !== null) return fault;
    }
    return null;
  }

  finish(): ParsedRows {
    const { rows: n, unreadable, lines } = this;
    if (n === 0 || unreadable.length > n) {
      const first = unreadable[0];
      throw new DataError(
        n === 0 && first === undefined
          ? 'The file has no rows of data.'
          : `${countText(unreadable.length)} of ${countText(n + unreadable.length)} rows can't be read${first === undefined ? '' : `; row ${first.row}: ${first.reason}`}.`,
        first === undefined ? {} : { row: first.row, value: first.text },
      );
    }
    const cut = (column: Float64Array): Float64Array =>
      column.length === n ? column : column.slice(0, n);
    const extraOf = (field: ExtraColumn['field']): Float64Array | null => {
      const k = this.extras.findIndex((it) => it.field === field);
      return k < 0 ? null : cut(this.extra[k]!);
    };
    return {
      time: cut(this.time),
      open: cut(this.open),
      high: cut(this.high),
      low: cut(this.low),
      close: cut(this.close),
      volume: cut(this.volume),
      adjustedClose: extraOf('adjustedClose'),
      split: extraOf('split'),
      dividend: extraOf('dividend'),
      length: n,
      unreadable,
      lineOf: (i) => this.lineInFile(lines.lineOf(i)),
      textOf: (i) => lines.textOf(i),
    };
  }
}

function quoted(csv: CsvLine, k: number): string {
  return `‘${csv.text(k).slice(0, 40)}’`;
}
