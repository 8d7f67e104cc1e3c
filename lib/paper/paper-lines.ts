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

  /** Puts another text in place of the last line, where that is of the same kind. */
  amend(kind: PaperLogKind, at: number, text: string): void {
    const last = this.lines.at(-1);
    if (last?.kind !== kind) this.add(kind, at, text);
    else this.lines[this.lines.length - 1] = { ...last, at, text };
  }

  newestFirst(): readonly PaperLogLine[] {
    return this.lines.slice(-keptLines).reverse();
  }
}
