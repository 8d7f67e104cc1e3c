/** Numbers, words and times of a table that is no text, written as the cells of one. */
export class TableWriter {
  private readonly encoder = new TextEncoder();
  private readonly parts: Uint8Array[] = [];
  private lines: string[] = [];
  private bytes = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.bytes;
  }

  row(cells: readonly string[]): void {
    this.lines.push(cells.map(quotedWhereNeeded).join(','));
    if (this.lines.length >= 4096) this.flush();
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    const part = this.encoder.encode(`${this.lines.join('\n')}\n`);
    this.parts.push(part);
    this.bytes += part.length;
    this.lines = [];
  }

  /** All rows as UTF-8, commas between cells. */
  finish(): Uint8Array {
    this.flush();
    const out = new Uint8Array(this.bytes);
    let at = 0;
    for (const part of this.parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

/** A line break becomes a space: a row is a line. */
function quotedWhereNeeded(cell: string): string {
  if (!/[",\n\r]/.test(cell)) return cell;
  return `"${cell.replace(/[\n\r]+/g, ' ').replaceAll('"', '""')}"`;
}

/** One value as a cell: numbers so that they read back bit for bit, nothing as an empty cell. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value) ?? '';
}
