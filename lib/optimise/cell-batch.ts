import type { SweepCellFigures } from './sweep-spec';
import { idBytes } from './trial-table';

/** Where each figure of a cell stands among its figures. */
export const figuresAt = {
  totalReturn: 0,
  cagr: 1,
  sharpe: 2,
  sortino: 3,
  calmar: 4,
  maxDrawdown: 5,
  profitFactor: 6,
  closedTrades: 7,
  trialSharpe: 8,
} as const satisfies Record<keyof SweepCellFigures, number>;

/** Figures a cell has. */
export const perCell = Object.keys(figuresAt).length;

/** Results of cells `[from, to)` as they travel between threads. */
export interface CellBatch {
  readonly from: number;
  readonly to: number;
  /** Figures cell after cell; NaN = no value. */
  readonly figures: Float64Array<ArrayBuffer>;
  /** 32 bytes a cell; 0 where it was refused. */
  readonly runIds: Uint8Array<ArrayBuffer>;
  /** Cells that can't be run, with the reason. */
  readonly refused: readonly (readonly [cell: number, reason: string])[];
  /** Time it took, pauses left out. */
  readonly elapsedMs: number;
}

/** Takes the results of cells `[from, to)`, in any order. */
export class BatchWriter {
  private readonly figures: Float64Array<ArrayBuffer>;
  private readonly runIds: Uint8Array<ArrayBuffer>;
  private readonly refused: [number, string][] = [];

  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {
    this.figures = new Float64Array((to - from) * perCell).fill(Number.NaN);
    this.runIds = new Uint8Array((to - from) * idBytes);
  }

  /** @param runId 32 bytes, copied */
  put(cell: number, figures: SweepCellFigures, runId: Uint8Array): void {
    const k = cell - this.from;
    this.runIds.set(runId, k * idBytes);
    const values = this.figures;
    const at = k * perCell;
    values[at + figuresAt.totalReturn] = figures.totalReturn ?? Number.NaN;
    values[at + figuresAt.cagr] = figures.cagr ?? Number.NaN;
    values[at + figuresAt.sharpe] = figures.sharpe ?? Number.NaN;
    values[at + figuresAt.sortino] = figures.sortino ?? Number.NaN;
    values[at + figuresAt.calmar] = figures.calmar ?? Number.NaN;
    values[at + figuresAt.maxDrawdown] = figures.maxDrawdown ?? Number.NaN;
    values[at + figuresAt.profitFactor] = figures.profitFactor ?? Number.NaN;
    values[at + figuresAt.closedTrades] = figures.closedTrades;
    values[at + figuresAt.trialSharpe] = figures.trialSharpe ?? Number.NaN;
  }

  refuse(cell: number, reason: string): void {
    this.refused.push([cell, reason]);
  }

  packed(elapsedMs: number): CellBatch {
    const { from, to, figures, runIds, refused } = this;
    return { from, to, figures, runIds, refused, elapsedMs };
  }
}
