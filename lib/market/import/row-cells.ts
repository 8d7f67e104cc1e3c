import { CsvLine } from './csv-line';
import { extraFault } from './extra-columns';
import { readNumberCell } from './number-cell';
import type { RowReading } from './row-reading';

const numberFields = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Reads a row cell by cell, the slow way, so that it gives its numbers or says what is wrong with it. */
export class RowCells {
  private readonly csv: CsvLine;
  private readonly separator: number;
  private readonly decimal: number;
  /** Column of the time of day where the time column holds the date alone, −1 = none. */
  private readonly clockColumn: number;
  private readonly joined: Uint8Array;

  constructor(private readonly reading: RowReading) {
    const { bytes, plan, maxCellBytes } = reading;
    this.separator = plan.separator.charCodeAt(0);
    this.decimal = plan.decimal.charCodeAt(0);
    this.clockColumn = plan.columns.clock ?? -1;
    this.joined = new Uint8Array(this.clockColumn < 0 ? 0 : 2 * maxCellBytes + 1);
    this.csv = new CsvLine(bytes, this.separator, maxCellBytes);
  }

  /**
   * Reads the line `[from, end)` into the row after the last; the caller counts it.
   * @returns null where the row was read, the reason where not, '' for a blank line
   */
  read(from: number, end: number): string | null {
    const { csv } = this;
    const { plan } = this.reading;
    csv.split(from, end);
    if (csv.fault !== null) return csv.fault;
    if (csv.count === 1 && csv.isEmpty(0)) return '';
    let count = csv.count;
    if (count === plan.columnCount + 1 && csv.isEmpty(count - 1)) count--;
    if (count !== plan.columnCount) {
      return `${csv.count} columns, expected ${plan.columnCount}`;
    }
    return this.readTime() ?? this.readNumbers() ?? this.readExtras();
  }

  private readTime(): string | null {
    const { csv, clockColumn } = this;
    const { bytes, plan, times, columns } = this.reading;
    const timeColumn = plan.columns.time;
    if (clockColumn >= 0 && csv.isEmpty(clockColumn)) return 'time of day is empty';
    const time =
      clockColumn >= 0
        ? this.readJoined(columns.lastTime)
        : times.read(bytes, csv.starts[timeColumn]!, csv.ends[timeColumn]!, columns.lastTime);
    if (Number.isNaN(time)) {
      const clock = clockColumn >= 0 ? ` ${this.quoted(clockColumn)}` : '';
      return `time ${this.quoted(timeColumn)}${clock} ${times.why()}`;
    }
    columns.time[columns.length] = time;
    return null;
  }

  /** Date and time of day of a row that stand in cells of their own, wherever those are. */
  private readJoined(previous: number): number {
    const { csv, joined, separator, clockColumn } = this;
    const { bytes, plan, times } = this.reading;
    let to = 0;
    for (const k of [plan.columns.time, clockColumn]) {
      const cell = bytes.subarray(csv.starts[k], csv.ends[k]);
      joined.set(cell, to);
      to += cell.length;
      if (k !== clockColumn) joined[to++] = separator;
    }
    return times.read(joined, 0, to, previous);
  }

  private readNumbers(): string | null {
    const { csv } = this;
    const { plan, columns } = this.reading;
    const row = columns.length;
    for (const field of numberFields) {
      const column = plan.columns[field];
      if (column === null) {
        columns[field][row] = 0;
        continue;
      }
      if (csv.isEmpty(column)) return `${field} is empty`;
      const value = this.numberAt(column);
      if (Number.isNaN(value)) return `${field} is ${this.quoted(column)}`;
      if (!Number.isFinite(value))
        return `${field} ${this.quoted(column)} is too large for a number`;
      columns[field][row] = value;
    }
    const volume = columns.volume[row]!;
    return volume < 0 ? `volume ${volume} is negative` : null;
  }

  private readExtras(): string | null {
    const { csv } = this;
    const { columns } = this.reading;
    const { extras, length: row } = columns;
    for (const [k, { column, field, label }] of extras.entries()) {
      columns.extra[k]![row] = 0;
      if (csv.isEmpty(column)) {
        if (field === 'adjustedClose') return `${label} is empty`;
        continue;
      }
      const value = this.numberAt(column);
      if (!Number.isFinite(value)) return `${label} is ${this.quoted(column)}`;
      columns.extra[k]![row] = value;
    }
    for (const [k, extra] of extras.entries()) {
      const fault = extraFault(extra, columns.extra[k]![row]!);
      if (fault !== null) return fault;
    }
    return null;
  }

  private numberAt(column: number): number {
    const { csv, decimal } = this;
    return readNumberCell(this.reading.bytes, csv.starts[column]!, csv.ends[column]!, decimal);
  }

  private quoted(column: number): string {
    return `‘${this.csv.text(column).slice(0, 40)}’`;
  }
}
