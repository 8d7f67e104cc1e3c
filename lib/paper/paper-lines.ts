import type { PaperLogKind, PaperLogLine } from './paper-snapshot';

const keptLines = 200;

/** The last lines of what happened, numbered from the first. */
export class PaperLines {
  private lines: PaperLogLine[] = [];
  private count = 0;

  add(kind: PaperLogKind, at: number, text: string): void {
    this.lines.push({ sequence: this.count++, at, kind, text });
    if (this.lines.length >= 2 * keptLines) this.lines = this.lines.slice(-keptLines);
  }

  /** Puts another text in place of the last line where that is of the same kind, else adds it. */
  amend(kind: PaperLogKind, at: number, text: string): void {
    const last = this.lines.at(-1);
    if (last?.kind === kind) this.lines[this.lines.length - 1] = { ...last, at, text };
    else this.add(kind, at, text);
  }

  /** Those from number `sequence` on, oldest first, as far as they are kept. */
  from(sequence: number): readonly PaperLogLine[] {
    const first = this.count - this.lines.length;
    return this.lines.slice(Math.max(0, sequence - first));
  }

  newestFirst(): readonly PaperLogLine[] {
    return this.lines.slice(-keptLines).reverse();
  }
}
