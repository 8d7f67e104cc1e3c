import type { SweepCellFigures, SweepCellResult, SweepObjective } from './sweep-spec';
import { idBytes, spelledIds } from './trial-table';

/** Figures of a cell, in the order of {@link BatchWriter.put}. */
const perCell = 9;
const trialSharpeAt = 8;

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
    values[at] = figures.totalReturn ?? Number.NaN;
    values[at + 1] = figures.cagr ?? Number.NaN;
    values[at + 2] = figures.sharpe ?? Number.NaN;
    values[at + 3] = figures.sortino ?? Number.NaN;
    values[at + 4] = figures.calmar ?? Number.NaN;
    values[at + 5] = figures.maxDrawdown ?? Number.NaN;
    values[at + 6] = figures.profitFactor ?? Number.NaN;
    values[at + 7] = figures.closedTrades;
    values[at + trialSharpeAt] = figures.trialSharpe ?? Number.NaN;
  }

  refuse(cell: number, reason: string): void {
    this.refused.push([cell, reason]);
  }

  packed(elapsedMs: number): CellBatch {
    const { from, to, figures, runIds, refused } = this;
    return { from, to, figures, runIds, refused, elapsedMs };
  }
}

/** The results of a batch, in order of cells. */
export function unpackCells(batch: CellBatch): SweepCellResult[] {
  const { from, to, figures, runIds } = batch;
  const refused = new Map(batch.refused);
  const ids = spelledIds(runIds);
  const results: SweepCellResult[] = [];
  for (let cell = from; cell < to; cell++) {
    const k = cell - from;
    const reason = refused.get(cell);
    if (reason !== undefined) {
      results.push({ cell, runId: '', figures: null, refused: reason });
      continue;
    }
    const value = (i: number): number | null => {
      const figure = figures[k * perCell + i]!;
      return Number.isNaN(figure) ? null : figure;
    };
    results.push({
      cell,
      runId: ids[k]!,
      figures: {
        totalReturn: value(0),
        cagr: value(1),
        sharpe: value(2),
        sortino: value(3),
        calmar: value(4),
        maxDrawdown: value(5),
        profitFactor: value(6),
        closedTrades: value(7) ?? 0,
        trialSharpe: value(trialSharpeAt),
      },
      refused: null,
    });
  }
  return results;
}

/** What a cell is ranked by: larger is better; drawdown counts as ≤ 0. */
export function objectiveOf(
  cell: SweepCellResult | null | undefined,
  objective: SweepObjective,
): number | null {
  return cell?.figures?.[objective] ?? null;
}

/** Per-period Sharpe ratio of a cell of the batch; NaN = it has none. */
export function batchTrialSharpe({ figures, from }: CellBatch, cell: number): number {
  return figures[(cell - from) * perCell + trialSharpeAt]!;
}
