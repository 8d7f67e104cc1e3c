export type Separator = ',' | ';' | '\t';

const LF = 10;
const CR = 13;
const QUOTE = 34;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** End of the line that starts at `from`: the index of its line feed, or the end of the text. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LF, from);
  return at < 0 ? bytes.length : at;
}

/** The line `[from, end)` as text without its carriage return, cut after `limit` bytes. */
export function lineText(bytes: Uint8Array, from: number, end: number, limit = 2_000): string {
  const stop = end > from && bytes[end - 1] === CR ? end - 1 : end;
  if (stop - from <= limit) return decoder.decode(bytes.subarray(from, stop));
  return `${decoder.decode(bytes.subarray(from, from + limit))}…`;
}

/**
 * Cells of one line: `starts[k]..ends[k]` are byte ranges without quotes and outer spaces.
 * A quote opens a cell only as its first character; doubled quotes inside stay doubled, as no number holds any.
 * A quoted cell ends on its own line.
 */
export class CsvLine {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  count = 0;
  /** What makes the line unreadable as cells, null where nothing does. */
  fault: string | null = null;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly separator: number,
    private readonly maxCellBytes: number,
  ) {}

  split(from: number, lineStop: number): void {
    const { bytes, separator } = this;
    const stop = lineStop > from && bytes[lineStop - 1] === CR ? lineStop - 1 : lineStop;
    this.count = 0;
    this.fault = null;
    let p = from;
    for (;;) {
      while (p < stop && bytes[p] === 32) p++;
      let start = p;
      let end: number;
      if (p < stop && bytes[p] === QUOTE) {
        start = ++p;
        while (p < stop && !(bytes[p] === QUOTE && bytes[p + 1] !== QUOTE)) {
          p += bytes[p] === QUOTE ? 2 : 1;
        }
        if (p >= stop) {
          this.fault = `cell ${this.count + 1} opens a quote that is not closed on its line`;
          return;
        }
        end = p++;
        while (p < stop && bytes[p] === 32) p++;
        if (p < stop && bytes[p] !== separator) {
          this.fault = `cell ${this.count + 1} goes on after its closing quote`;
          return;
        }
      } else {
        while (p < stop && bytes[p] !== separator) p++;
        end = p;
      }
      while (end > start && bytes[end - 1] === 32) end--;
      while (start < end && bytes[start] === 32) start++;
      if (end - start > this.maxCellBytes) {
        this.fault = `cell ${this.count + 1} is ${end - start} bytes long, the limit is ${this.maxCellBytes}`;
        return;
      }
      this.starts[this.count] = start;
      this.ends[this.count] = end;
      this.count++;
      if (p >= stop) return;
      p++;
    }
  }

  text(k: number): string {
    return decoder.decode(this.bytes.subarray(this.starts[k]!, this.ends[k]!));
  }

  isEmpty(k: number): boolean {
    return this.ends[k]! <= this.starts[k]!;
  }
}
