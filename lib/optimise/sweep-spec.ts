import type { RunConfigInput } from '../backtest/run-config.schema';
import type { DataRef } from '../market/data-ref.schema';

/** One setting that is varied. */
export interface SweepAxis {
  /** Where it stands in the config: `strategy.params.fast`, `protection.stopLoss`. */
  readonly path: string;
  readonly values: readonly number[];
}

/** Figures a search may be ranked by; larger is better, drawdown counted as ≤ 0. */
export type SweepObjective =
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'totalReturn'
  | 'cagr'
  | 'maxDrawdown'
  | 'profitFactor';

/** A grid over one or two settings; all cells share data, base config and seed. */
export interface SweepSpec {
  readonly data: DataRef;
  readonly base: RunConfigInput;
  /** One or two; the first is the row. */
  readonly axes: readonly SweepAxis[];
  readonly objective: SweepObjective;
}

/**
 * What is kept of a cell. With a split date every figure is of the part before it: what lies after it has not been
 * looked at. null = the cell has no such value.
 */
export interface SweepCellFigures {
  readonly totalReturn: number | null;
  readonly cagr: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  /** ≤ 0. */
  readonly maxDrawdown: number | null;
  readonly profitFactor: number | null;
  readonly closedTrades: number;
  /** Per period, for the deflated Sharpe. */
  readonly trialSharpe: number | null;
}

export interface SweepCellResult {
  /** Row-major: `row × columns + column`. */
  readonly cell: number;
  readonly runId: string;
  readonly figures: SweepCellFigures | null;
  /** Why the cell can't be run: "Fast must be shorter than slow." null where it ran. */
  readonly refused: string | null;
}
