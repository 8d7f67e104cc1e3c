import { type BrokerAccount, BrokerKernel } from './broker';
import type { Column, ColumnStore } from './column-store';

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
  /** Keep cash, position and equity of the last two cells run, for comparison with a backtest. */
  readonly keepMarks?: boolean;
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

const figures = 6;

/** A grid of target rules over the same bars, two cells at a time, each through its own broker. */
export class SweepKernel {
  readonly length: number;
  private readonly job: number;
  private readonly results: number;
  private readonly lanes: readonly BrokerKernel[];
  private readonly marks: readonly { equity: Column; cash: Column; position: Column }[];
  private readonly runCells: (job: number, from: number, to: number) => number;

  constructor(
    private readonly store: ColumnStore,
    private readonly settings: SweepSettings,
  ) {
    const { kernels } = store;
    const { account, bars, barCount, cells, columns } = settings;
    this.length = cells.length;
    const mark = (): Column =>
      settings.keepMarks === true ? store.column(barCount) : { pointer: 0, capacity: 0 };
    this.marks = [0, 1].map(() => ({ equity: mark(), cash: mark(), position: mark() }));
    this.lanes = this.marks.map(
      (marks) =>
        new BrokerKernel(store, account, { ...bars, ...marks }, settings.logCapacity ?? 4096),
    );
    const table = store.reserve(columns.length * 4);
    const list = store.reserve(cells.length * 12);
    this.results = store.reserve(cells.length * figures * 8);
    this.job = store.reserve(kernels.fn('sweepJobBytes')());
    const { buffer } = kernels.memory;
    new Uint32Array(buffer, table, columns.length).set(columns.map((c) => c.pointer));
    const numbers = new Int32Array(buffer, list, cells.length * 3);
    cells.forEach(({ first, second, start }, k) => {
      numbers.set([first, second, start], k * 3);
    });
    kernels.fn('sweepOpen')(
      this.job,
      this.lanes[0]!.state,
      this.lanes[1]!.state,
      table,
      list,
      this.results,
      barCount,
      settings.entry === 'cross' ? 1 : 0,
      settings.above,
      settings.below,
      settings.deadBand,
    );
    this.runCells = kernels.fn('sweepRun');
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

  /** The log of the cell last run in a lane, and its equity written into `equity`, one value a bar. */
  laneInto(index: 0 | 1, equity: Float64Array): { log: Uint8Array; equity: Float64Array } {
    const { pointer } = this.marks[index]!.equity;
    equity.set(new Float64Array(this.store.kernels.memory.buffer, pointer, equity.length));
    return { log: this.lanes[index]!.log(), equity };
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
