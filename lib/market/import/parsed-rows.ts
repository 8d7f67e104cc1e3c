import type { BarColumns } from '../bars';

/** A line that is no bar, with what is wrong with it. */
export interface UnreadableRow {
  /** 1-based line in the file. */
  readonly row: number;
  readonly text: string;
  readonly reason: string;
}

/** Rows of a file in file order: six columns of one length, and the way back to the lines they came from. */
export interface ParsedRows extends BarColumns {
  readonly length: number;
  readonly unreadable: readonly UnreadableRow[];
  /** Columns an adjustment needs, each null where it doesn't; splits and dividends are 0 where there are none. */
  readonly adjustedClose: Float64Array | null;
  readonly split: Float64Array | null;
  readonly dividend: Float64Array | null;
  /** 1-based line of parsed row `i`. */
  lineOf(i: number): number;
  textOf(i: number): string;
}
