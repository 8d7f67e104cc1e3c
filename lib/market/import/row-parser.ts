import type { JobControl } from '../../core/job';
import { zoneClock } from '../zone';
import { CleanRows } from './clean-rows';
import { lineEnd, lineText } from './csv-line';
import { extraColumns } from './extra-columns';
import type { ImportLimits } from './limits';
import type { ParsedRows } from './parsed-rows';
import type { RowPlan } from './recipe.schema';
import { RowCells } from './row-cells';
import { estimateRows, RowColumns } from './row-columns';
import { markEvery, RowLines } from './row-lines';
import { TimeReader } from './time-cell';
import { UnreadableRows } from './unreadable-rows';

const spanBytes = 1 << 19;

/**
 * Reads every row by a plan. Clean rows take the one loop of `CleanRows`; a row that surprises it in any way is
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
  /** Byte that is read next. */
  position: number;
  done = false;
  /** Its line, of these bytes. */
  private line = 1;
  private readonly columns: RowColumns;
  private readonly clean: CleanRows;
  private readonly cells: RowCells;
  private readonly lines: RowLines;
  private readonly unreadable = new UnreadableRows();

  constructor(
    private readonly bytes: Uint8Array,
    plan: RowPlan,
    limits: ImportLimits,
    private readonly lineInFile: (line: number) => number,
  ) {
    let from = 0;
    for (; this.line < plan.firstRow && from < bytes.length; this.line++) {
      from = lineEnd(bytes, from) + 1;
    }
    this.position = from;
    this.lines = new RowLines(bytes, plan.firstRow);
    this.columns = new RowColumns(extraColumns(plan), limits.rows, estimateRows(bytes, from));
    const reading = {
      bytes,
      plan,
      maxCellBytes: limits.cellBytes,
      times: new TimeReader(
        plan.timeFormat,
        plan.zone === null ? null : zoneClock(plan.zone),
        plan.zoneRequired,
        plan.columns.clock === undefined ? 0 : plan.separator.charCodeAt(0),
        plan.newestFirst ?? false,
      ),
      columns: this.columns,
    };
    this.clean = new CleanRows(reading, this.lines);
    this.cells = new RowCells(reading);
  }

  /** Reads rows until half a megabyte is done. */
  readSpan(): void {
    const { columns, clean } = this;
    const spanEnd = Math.min(this.position + spanBytes, this.bytes.length);
    while (this.position < spanEnd) {
      this.ensureRoom();
      if (this.position < clean.end) {
        const before = columns.length;
        this.position = clean.read(this.position, Math.min(spanEnd, clean.end));
        this.line += columns.length - before;
        if (this.position >= spanEnd) break;
        this.ensureRoom();
      }
      if (columns.length < columns.capacity) this.readOneRow();
    }
    this.done = this.position >= this.bytes.length;
  }

  /** Makes room for one row more. */
  private ensureRoom(): void {
    const { columns } = this;
    if (columns.length >= columns.capacity) columns.grow(this.lineInFile(this.line));
  }

  private readOneRow(): void {
    const { bytes, columns, lines } = this;
    const from = this.position;
    const end = lineEnd(bytes, from);
    const reason = this.cells.read(from, end);
    if (reason === null) {
      if (columns.length % markEvery === 0) lines.mark(from);
      columns.length++;
    } else {
      if (reason !== '') {
        const row = this.lineInFile(this.line);
        this.unreadable.add({ row, text: lineText(bytes, from, end, 200), reason });
      }
      lines.skip(columns.length);
    }
    this.line++;
    this.position = end + 1;
  }

  finish(): ParsedRows {
    const { columns, lines, unreadable } = this;
    unreadable.check(columns.length);
    return {
      ...columns.cut(),
      length: columns.length,
      unreadable: unreadable.list,
      lineOf: (i) => this.lineInFile(lines.lineOf(i)),
      textOf: (i) => lines.textOf(i),
    };
  }
}
