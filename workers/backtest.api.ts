import type { CandleColumns } from '../lib/analytics/candle-pyramid';
import type { ReportHeading } from '../lib/analytics/report/build-report';
import type { RunAnalysis } from '../lib/analytics/run-analysis';
import type { RunResult, TradeExplanation } from '../lib/analytics/run-result';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import type { JobProgress } from '../lib/core/job';
import type { DataRef } from '../lib/market/data-ref.schema';
import type { TrialTable } from '../lib/optimise/trial-table';
import type { LinkClaim } from '../lib/sharing/link-claim';
import type { VerificationOutcome, VerificationStep } from '../lib/sharing/verify-link';
import type { StoredRun } from '../lib/storage/run-record';

export type {
  DataRef,
  JobProgress,
  LinkClaim,
  ReportHeading,
  StoredRun,
  VerificationOutcome,
  VerificationStep,
};

/** Candles for one window of a chart. */
export type CandleWindow = CandleColumns;

/** The backtest worker, as the page calls it through its client. Every method may reject with a named error. */
export interface BacktestApi {
  /** Runs, counts the trial, keeps the run in the history of this browser. */
  run(
    data: DataRef,
    config: RunConfigInput,
  ): Promise<{ readonly result: RunResult; readonly elapsedMs: number }>;
  /** {@link run} after a setting changed: in the list of runs it takes the place of one it comes right after. */
  follow(
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
  /** Curves, distributions and tables of the panels that are opened on demand. */
  analyse(data: DataRef, config: RunConfigInput): Promise<RunAnalysis>;
  /** The tearsheet as one HTML file that needs nothing else. */
  reportHtml(data: DataRef, config: RunConfigInput, heading: ReportHeading): Promise<string>;
  tradesCsv(data: DataRef, config: RunConfigInput): Promise<string>;
  equityCsv(data: DataRef, config: RunConfigInput): Promise<string>;

  /** Distinct configs tried with a strategy on data. */
  trials(strategy: string, dataFingerprint: string): Promise<TrialTable>;
  /** Puts the trials of a search on record, all or nothing; they count in every later result. */
  recordTrials(strategy: string, dataFingerprint: string, trials: TrialTable): Promise<void>;

  /** Resolves once finished runs are kept; says why they are not, null where they are. */
  keeping(): Promise<{ readonly problem: string | null }>;
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
