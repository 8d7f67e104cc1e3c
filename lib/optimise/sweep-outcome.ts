import type { CellTable } from './cell-table';

/** A finished sweep. */
export interface SweepOutcome {
  readonly cells: CellTable;
  /** Index of the best cell by the objective (ties: the lowest index); null where none has a value. */
  readonly best: number | null;
  /** Mean objective of the best cell's neighbours: far below the best means a peak, near it a plateau. */
  readonly neighbourhood: number | null;
  /** Distinct configs of this strategy on these data, those tried before included. */
  readonly trials: number;
  /** Probability that the best cell's true Sharpe is above zero, as if it were the only one tried. */
  readonly probabilisticSharpe: { readonly value: number | null; readonly reason: string | null };
  /** Deflated Sharpe of the best cell against all trials. */
  readonly deflatedSharpe: { readonly value: number | null; readonly reason: string | null };
  /** Expected maximum Sharpe a year of that many trials without skill. */
  readonly expectedMaxSharpe: number | null;
  readonly elapsedMs: number;
}
