import type { RunConfig } from '../backtest/run-config.schema';
import type { RunIdentity } from '../backtest/run-identity';
import type { DataRef } from '../market/data-ref.schema';

/** Key figures of a kept run; null = the run has none. */
export interface RunFigures {
  readonly totalReturn: number | null;
  readonly sharpe: number | null;
  readonly maxDrawdown: number | null;
  readonly closedTrades: number;
}

/** A run as a list shows it. */
export interface StoredRun {
  readonly runId: string;
  readonly name: string;
  readonly title: string;
  readonly dataName: string;
  readonly dataFingerprint: string;
  readonly data: DataRef;
  /** Defaults filled in: parameters, period, split and costs for lists and comparisons. */
  readonly config: RunConfig;
  /** False once its data was deleted: it keeps its results and can't be re-run. */
  readonly dataPresent: boolean;
  readonly savedAt: number;
  readonly figures: RunFigures;
  readonly ledgerHash: string;
}

/** A run as it is kept: enough to open it again; curves are recomputed. */
export interface RunRecord {
  readonly runId: string;
  readonly name: string;
  readonly title: string;
  readonly dataName: string;
  readonly dataFingerprint: string;
  readonly data: DataRef;
  readonly config: RunConfig;
  readonly identity: RunIdentity;
  readonly figures: RunFigures;
  readonly savedAt: number;
  readonly removedAt: number | null;
}

/** A run to be kept. The name given by the user survives a second run of the same config. */
export type NewRun = Omit<RunRecord, 'name' | 'removedAt'>;

/** One distinct config tried with a strategy on a data set. */
export interface TrialRecord {
  readonly runId: string;
  readonly strategy: string;
  readonly dataFingerprint: string;
  /** Per period, not annualised; null where the run has none. */
  readonly sharpe: number | null;
}
