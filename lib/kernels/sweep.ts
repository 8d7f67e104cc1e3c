import { KernelError } from '../core/errors';
import { type BrokerAccount, BrokerKernel } from './broker';
import type { Column, ColumnStore } from './column-store';
import { deepestDecline } from './decline';

/** One combination: indices of two columns, and the first bar on which it may decide and is measured. */
export interface SweepCell {
  readonly first: number;
  readonly second: number;
  readonly start: number;
}

export interface SweepSettings {
  readonly account: BrokerAccount;
  readonly bars: {
    readonly open: Column;
    readonly high: Column;
    readonly low: Column;
    readonly close: Column;
  };
  readonly barCount: number;
  /** Columns the cells compare; NaN only before a column's first value. */
  readonly columns: readonly Column[];
  readonly cells: readonly SweepCell[];
  /** Share of equity held while the first column is above, or below, the second. */
  readonly above: number;
  readonly below: number;
  /** `cross`: a side is taken when the relation changes; `level`: also the first one known. */
  readonly entry: 'cross' | 'level';
  /** Relative band around equality in which the side is kept. */
  readonly deadBand: number;
  /** Keep equity, or cash and position too, of the last two cells run, for comparison with a backtest. */
  readonly keepMarks?: 'equity' | 'all';
  readonly logCapacity?: number;
}

/** Figures of one cell. */
export interface SweepFigures {
  readonly totalReturn: number;
  /** ≤ 0, fraction of the peak. */
  readonly maxDrawdown: number;
  /** Of bar returns. */
  readonly mean: number;
  /** Of bar returns, n − 1. */
  readonly deviation: number;
  /** Entered; one still open counts. */
  readonly trades: number;
  /** Returns measured. */
  readonly bars: number;
}

/** What the cell last run in a lane left in memory. */
export interface SweepLane {
  readonly log: Uint8Array;
  /** One value a bar. */
  readonly equity: Float64Array;
  /** Deepest decline of equity in bars `[from, to)`, see {@link deepestDecline}. */
  decline(from: number, to: number, startPeak: number): number;
}

const figures = 6;

/** A grid of target rules over the same bars, two cells at a time, each through its own broker. */
export class SweepKernel {
  private count = 0;
  private readonly job: number;
  private readonly table: number;
  private readonly list: number;
  private readonly results: number;
  private readonly lanes: readonly BrokerKernel[];
  private readonly marks: readonly { equity: Column; cash: Column; position: Column }[];
  private readonly runCells: (job: number, from: number, to: number) => number;

  constructor(
    private readonly store: ColumnStore,
    private readonly settings: SweepSettings,
  ) {
    const { kernels } = store;
    const { account, bars, barCount, cells, columns, keepMarks } = settings;
    const mark = (): Column =>
      keepMarks === undefined ? { pointer: 0, capacity: 0 } : store.column(barCount);
    // Cash and position that nobody reads share one column.
    const unread = keepMarks === 'equity' ? mark() : null;
    this.marks = [0, 1].map(() => ({
      equity: mark(),
      cash: unread ?? mark(),
      position: unread ?? mark(),
    }));
    this.lanes = this.marks.map(
      (marks) =>
        new BrokerKernel(store, account, { ...bars, ...marks }, settings.logCapacity ?? 4096),
    );
    this.table = store.reserve(columns.length * 4);
    this.list = store.reserve(cells.length * 12);
    this.results = store.reserve(cells.length * figures * 8);
    this.job = store.reserve(kernels.fn('sweepJobBytes')());
    this.place(columns, cells);
    kernels.fn('sweepOpen')(
      this.job,
      this.lanes[0]!.state,
      this.lanes[1]!.state,
      this.table,
      this.list,
      this.results,
      barCount,
      settings.entry === 'cross' ? 1 : 0,
      settings.above,
      settings.below,
      settings.deadBand,
    );
    this.runCells = kernels.fn('sweepRun');
  }

  get length(): number {
    return this.count;
  }

  /** Other columns and cells for the next run, not more of either than this was opened with. */
  place(columns: readonly Column[], cells: readonly SweepCell[]): void {
    const { settings } = this;
    if (columns.length > settings.columns.length || cells.length > settings.cells.length) {
      throw new KernelError(
        `This sweep has room for ${settings.columns.length} columns and ${settings.cells.length} cells.`,
        'sweep',
      );
    }
    const { buffer } = this.store.kernels.memory;
    const pointers = new Uint32Array(buffer, this.table, columns.length);
    columns.forEach((column, k) => {
      pointers[k] = column.pointer;
    });
    const numbers = new Int32Array(buffer, this.list, cells.length * 3);
    cells.forEach(({ first, second, start }, k) => {
      numbers[3 * k] = first;
      numbers[3 * k + 1] = second;
      numbers[3 * k + 2] = start;
    });
    this.count = cells.length;
  }

  /** Runs cells `[from, to)`. Cut into slices it gives the same figures. */
  run(from = 0, to = this.length): void {
    this.runCells(this.job, from, to);
  }

  figures(cell: number): SweepFigures {
    const at = this.results + cell * figures * 8;
    const view = new Float64Array(this.store.kernels.memory.buffer, at, figures);
    const [totalReturn, maxDrawdown, mean, deviation, trades, bars] = view as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return { totalReturn, maxDrawdown, mean, deviation, trades, bars };
  }

  /** The log and equity of the cell last run in a lane as they are in memory, until the next run or allocation. */
  laneView(index: 0 | 1): SweepLane {
    const { store } = this;
    const { equity } = this.marks[index]!;
    return {
      log: this.lanes[index]!.logView(),
      equity: store.view(equity),
      decline: (from, to, startPeak) => deepestDecline(store, equity, from, to, startPeak),
    };
  }

  /** Of the cell last run in a lane, 0 or 1: its log as it is in memory, and its marks where they are kept. */
  lane(index: 0 | 1): { log: Uint8Array; equity: Float64Array; position: Float64Array } {
    const { equity, position } = this.marks[index]!;
    const n = equity.capacity === 0 ? 0 : this.settings.barCount;
    return {
      log: this.lanes[index]!.log(),
      equity: this.store.copy(equity, 0, n),
      position: this.store.copy(position, 0, n),
    };
  }
}
