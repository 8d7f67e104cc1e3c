import { type ExtraColumn, extraFault } from './extra-columns';
import { powersOfTen } from './number-cell';
import type { RowPlan } from './recipe.schema';
import { markEvery, type RowLines } from './row-lines';
import type { RowReading } from './row-reading';
import { latestTime } from './time-cell';

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Slots of a row's values while it is read: what each column of the file is. */
const SKIP = 0;
const TIME = 1;
const VOLUME = 6;
const fieldNames = ['', 'time', 'open', 'high', 'low', 'close', 'volume'] as const;
/** First and second column an adjustment needs. */
const FIRST_EXTRA = 7;
const SECOND_EXTRA = 8;

/** The one loop that clean rows take: plain cells, a time it can read, numbers of up to fifteen digits. */
export class CleanRows {
  /** Byte after the last row that may be clean: those before have a line feed; 0 where none may be. */
  readonly end: number;
  private readonly slots: Uint8Array;
  private readonly cell = new Float64Array(9);
  private readonly extras: readonly ExtraColumn[];
  private readonly separator: number;
  private readonly decimal: number;

  constructor(
    private readonly reading: RowReading,
    private readonly lines: RowLines,
  ) {
    const { bytes, plan, columns } = reading;
    const { time, clock } = plan.columns;
    // Date and time of day have to stand side by side.
    const isPossible = clock === undefined || clock === time + 1;
    this.end = isPossible ? bytes.lastIndexOf(LF) + 1 : 0;
    this.separator = plan.separator.charCodeAt(0);
    this.decimal = plan.decimal.charCodeAt(0);
    this.extras = columns.extras;
    this.slots = slotsOf(plan, columns.extras);
  }

  /**
   * The hot loop: reads rows into the columns, from byte `position` on; stops before the first row it doesn't
   * understand, at byte `end`, or where the columns are full. What it needs is in local variables, and stays there.
   * @returns the byte where the row begins that is read next
   */
  read(position: number, end: number): number {
    const { slots, cell, separator, decimal, reading } = this;
    const { bytes, plan, times: reader, maxCellBytes: maxCell } = reading;
    const { time, open, high, low, close, volume } = reading.columns;
    const columns = slots.length;
    const capacity = time.length;
    const format = plan.timeFormat;
    const epochScale = format === 'epoch-s' ? 1000 : format === 'epoch-us' ? 0.001 : 1;
    const inlineEpoch = format === 'epoch-s' || format === 'epoch-ms' || format === 'epoch-us';
    const epochLow = format === 'epoch-s' ? 1e8 : format === 'epoch-us' ? 1e14 : 1e11;
    const epochHigh = latestTime / epochScale;
    const isJoined = plan.columns.clock !== undefined;
    const extras = this.extras.length;
    const [extraA, extraB] = reading.columns.extra;
    let n = reading.columns.length;
    let p = position;
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
    reading.columns.length = n;
    return rowStart;
  }

  /** What makes one of the adjustment's cells unfit, null where nothing does. */
  private unfitExtra(): string | null {
    for (let k = 0; k < this.extras.length; k++) {
      const fault = extraFault(this.extras[k]!, this.cell[FIRST_EXTRA + k]!);
      if (fault !== null) return fault;
    }
    return null;
  }
}

/** The slot of every column of the file. */
function slotsOf(plan: RowPlan, extras: readonly ExtraColumn[]): Uint8Array {
  const slots = new Uint8Array(plan.columnCount);
  fieldNames.forEach((field, slot) => {
    const column = field === '' ? null : plan.columns[field];
    if (column !== null && column < plan.columnCount) slots[column] = slot;
  });
  extras.forEach(({ column }, k) => {
    if (column < plan.columnCount) slots[column] = FIRST_EXTRA + k;
  });
  return slots;
}
