import type { RunResult, TradeExplanation } from '../lib/analytics/run-result';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import type { JobProgress } from '../lib/core/job';

export type { JobProgress };

/** How the page names a data set: a stored one by fingerprint, or one that can be made on the spot. */
export type DataRef =
  | { readonly kind: 'stored'; readonly fingerprint: string }
  | { readonly kind: 'sample'; readonly id: string }
  | {
      readonly kind: 'synthetic';
      readonly config: Readonly<Record<string, unknown>>;
      readonly asset: number;
    };

/** Candles for one window of a chart, thinned to at most `maxPoints` by first/max/min/last where the window is longer. */
export interface CandleWindow {
  readonly fromBar: number;
  readonly toBar: number;
  /** Bars per drawn candle; 1 = every bar as it is. */
  readonly step: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

export interface StoredRun {
  readonly runId: string;
  readonly name: string;
  readonly title: string;
  readonly dataName: string;
  readonly dataFingerprint: string;
  /** False once its data was deleted: it keeps its results and can't be re-run. */
  readonly dataPresent: boolean;
  readonly savedAt: number;
  readonly figures: {
    readonly totalReturn: number | null;
    readonly sharpe: number | null;
    readonly maxDrawdown: number | null;
    readonly closedTrades: number;
  };
  readonly ledgerHash: string;
}

/** What a link says of itself, readable before anything is recomputed. */
export interface LinkClaim {
  readonly title: string;
  readonly dataName: string;
  readonly dataFingerprint: string;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly bars: number;
  readonly quoteCurrency: string;
  readonly semanticsVersion: number;
  readonly engineVersion: string;
  readonly runId: string;
  readonly ledgerHash: string;
  readonly equityHash: string;
  /** 64 points, fractions of the starting capital. */
  readonly equity: readonly number[];
  readonly figures: Readonly<
    Record<
      | 'totalReturn'
      | 'cagr'
      | 'sharpe'
      | 'maxDrawdown'
      | 'trades'
      | 'winRate'
      | 'profitFactor'
      | 'costsPaid',
      number | null
    >
  >;
  readonly trials: number;
  readonly config: RunConfigInput;
  /** The file to drop where the data is private. */
  readonly fileName: string | null;
  readonly data: DataRef;
}

export interface VerificationStep {
  readonly id: 'link' | 'data' | 'run' | 'compare';
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly detail: string;
  readonly elapsedMs: number | null;
}

export type VerificationOutcome =
  | { readonly status: 'verified'; readonly result: RunResult }
  | {
      readonly status: 'differs';
      readonly result: RunResult;
      readonly what: string;
      readonly fromTime: number | null;
      readonly toTime: number | null;
    }
  | {
      readonly status: 'data-needed';
      readonly fingerprint: string;
      readonly fileName: string | null;
      readonly dataName: string;
    }
  | {
      readonly status: 'other-engine';
      readonly claimedVersion: number;
      readonly ownVersion: number;
      readonly same: boolean;
      readonly result: RunResult;
    };

export interface RunOptions {
  readonly onProgress?: (p: JobProgress) => void;
}

/** The backtest worker, as the page calls it through its client. Every method may reject with a named error. */
export interface BacktestApi {
  /** Runs, counts the trial, keeps the run in the history of this browser. */
  run(
    data: DataRef,
    config: RunConfigInput,
  ): Promise<{ readonly result: RunResult; readonly elapsedMs: number }>;
  /** Runs again on the stepped path; true when the ledger hash is the same. */
  verifyHere(data: DataRef, config: RunConfigInput, ledgerHash: string): Promise<boolean>;
  candles(data: DataRef, fromBar: number, toBar: number, maxPoints: number): Promise<CandleWindow>;
  explainTrade(
    data: DataRef,
    config: RunConfigInput,
    tradeNumber: number,
  ): Promise<TradeExplanation>;
  tradesCsv(data: DataRef, config: RunConfigInput): Promise<string>;
  equityCsv(data: DataRef, config: RunConfigInput): Promise<string>;

  listRuns(): Promise<readonly StoredRun[]>;
  renameRun(runId: string, name: string): Promise<void>;
  deleteRun(runId: string): Promise<void>;
  restoreRun(runId: string): Promise<void>;
  /** Data and config to open a kept run again. */
  openRun(
    runId: string,
  ): Promise<{ readonly data: DataRef; readonly config: RunConfigInput; readonly run: StoredRun }>;

  /** The fragment (`#r1.…`) for a run; `asFile` is set where the link would be over 8,000 characters. */
  makeLink(
    data: DataRef,
    config: RunConfigInput,
  ): Promise<{
    readonly fragment: string;
    readonly length: number;
    readonly asFile: Uint8Array | null;
  }>;
  readLink(fragment: string): Promise<LinkClaim>;
  verifyLink(fragment: string): Promise<VerificationOutcome>;
  /** The same against data the recipient chose; bars with another fingerprint never verify. */
  verifyLinkOn(fragment: string, data: DataRef): Promise<VerificationOutcome>;
}
