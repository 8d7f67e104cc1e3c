import type { SweepCellFigures, SweepCellResult, SweepObjective } from './sweep-spec';
import { idBytes, putId, spelledIds } from './trial-table';

/** Figures of a cell in the order they stand in a batch. */
const figureNames = [
  'totalReturn',
  'cagr',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'profitFactor',
  'closedTrades',
  'trialSharpe',
] as const satisfies readonly (keyof SweepCellFigures)[];

const perCell = figureNames.length;

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

/** Packs results that follow one another from cell `from`. */
export function packCells(
  from: number,
  results: readonly SweepCellResult[],
  elapsedMs: number,
): CellBatch {
  const figures = new Float64Array(results.length * perCell).fill(Number.NaN);
  const runIds = new Uint8Array(results.length * idBytes);
  const refused: [number, string][] = [];
  results.forEach((result, k) => {
    if (result.refused !== null) refused.push([result.cell, result.refused]);
    if (result.runId !== '') putId(runIds, k, result.runId);
    if (result.figures === null) return;
    for (let i = 0; i < perCell; i++) {
      figures[k * perCell + i] = result.figures[figureNames[i]!] ?? Number.NaN;
    }
  });
  return { from, to: from + results.length, figures, runIds, refused, elapsedMs };
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
        trialSharpe: value(8),
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
  return figures[(cell - from) * perCell + figureNames.indexOf('trialSharpe')]!;
}
