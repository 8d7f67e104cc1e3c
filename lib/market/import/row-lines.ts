import { lineEnd, lineText } from './csv-line';

/** Every so many rows their place in the file is kept. */
export const markEvery = 256;

/** The way back from a parsed row to its line in the file, for a few bytes per hundred rows. */
export class RowLines {
  /** Byte offset of every 256th parsed row. */
  private readonly marks: number[] = [];
  /** From row `breakAt[k]` on, `breakLines[k]` lines before it were no rows. */
  private readonly breakAt: number[] = [];
  private readonly breakLines: number[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly firstRow: number,
  ) {}

  /** Keeps where row 0, {@link markEvery}, 2 · markEvery … begins; called in that order. */
  mark(byte: number): void {
    this.marks.push(byte);
  }

  /** A line that is no row, after `rows` that are. */
  skip(rows: number): void {
    const k = this.breakAt.length - 1;
    const before = k >= 0 ? this.breakLines[k]! : 0;
    if (k >= 0 && this.breakAt[k] === rows) {
      this.breakLines[k] = before + 1;
    } else {
      this.breakAt.push(rows);
      this.breakLines.push(before + 1);
    }
  }

  /** 1-based line of parsed row `i`. */
  lineOf(i: number): number {
    let low = 0;
    let high = this.breakAt.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.breakAt[middle]! <= i) low = middle + 1;
      else high = middle;
    }
    return this.firstRow + i + (low > 0 ? this.breakLines[low - 1]! : 0);
  }

  /** The first 200 characters of that line. */
  textOf(i: number): string {
    const { bytes } = this;
    const mark = Math.floor(i / markEvery);
    let from = this.marks[mark]!;
    for (let line = this.lineOf(mark * markEvery); line < this.lineOf(i); line++) {
      from = lineEnd(bytes, from) + 1;
    }
    return lineText(bytes, from, lineEnd(bytes, from), 200);
  }
}
