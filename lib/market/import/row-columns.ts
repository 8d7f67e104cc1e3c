import { countText } from '../../core/count-text';
import { DataError } from '../../core/errors';
import type { BarColumns } from '../bars';
import type { ExtraColumn } from './extra-columns';
import type { ParsedRows } from './parsed-rows';

const LF = 10;
const none = new Float64Array(0);

/** The numbers of parsed rows, each column of one length. */
export type RowNumbers = Pick<
  ParsedRows,
  keyof BarColumns | 'adjustedClose' | 'split' | 'dividend'
>;

/** Columns that rows are read into, with room for more: what stands at `length` or after it is not read yet. */
export class RowColumns {
  /** Rows read so far. */
  length = 0;
  time = none;
  open = none;
  high = none;
  low = none;
  close = none;
  volume = none;
  /** What an adjustment needs, in the order of `extras`; empty where there is none. */
  extra: [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>] = [none, none];

  constructor(
    /** At most two. */
    readonly extras: readonly ExtraColumn[],
    private readonly mostRows: number,
    expectedRows: number,
  ) {
    this.reserve(Math.min(expectedRows, mostRows));
  }

  /** Rows there is room for. */
  get capacity(): number {
    return this.time.length;
  }

  /** Time of the row before the one that is read next, −Infinity where there is none. */
  get lastTime(): number {
    return this.length > 0 ? this.time[this.length - 1]! : Number.NEGATIVE_INFINITY;
  }

  /**
   * Makes room for more rows.
   * @param row line of the file that is read next
   * @throws {DataError} where there are as many as an import may have
   */
  grow(row: number): void {
    if (this.length >= this.mostRows) {
      throw new DataError(
        `The file has more than ${countText(this.mostRows)} rows, the limit of an import. Split it by date.`,
        { row, expected: `at most ${countText(this.mostRows)} rows` },
      );
    }
    this.reserve(Math.min(this.mostRows, Math.ceil(this.length * 1.5) + 1024));
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
    const [first, second] = this.extra;
    this.extra = [
      this.extras.length > 0 ? grown(first) : none,
      this.extras.length > 1 ? grown(second) : none,
    ];
  }

  /** The columns without the room that is left. */
  cut(): RowNumbers {
    const n = this.length;
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
    };
  }
}

/** How many rows the text from byte `from` on has, by its first 64 KiB; rather too many than too few. */
export function estimateRows(bytes: Uint8Array, from: number): number {
  const sample = bytes.subarray(from, from + 65_536);
  let lines = 1;
  for (let i = 0; i < sample.length; i++) if (sample[i] === LF) lines++;
  const perRow = sample.length / lines;
  return Math.ceil(((bytes.length - from) / Math.max(perRow, 1)) * 1.03) + 16;
}
