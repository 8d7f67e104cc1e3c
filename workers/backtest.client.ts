import type { BacktestApi, VerificationStep } from './backtest.api';
import { type Client, createClient } from './bridge';

export type {
  BacktestApi,
  CandleWindow,
  DataRef,
  JobProgress,
  LinkClaim,
  ReportHeading,
  StoredRun,
  VerificationOutcome,
  VerificationStep,
} from './backtest.api';
export type { CallOptions } from './bridge';
export { isCancelled } from './bridge';

/** Every method of the API with `{ signal, onProgress }` after its arguments; `verifyLink` also tells its steps through `onStep`. */
export type BacktestClient = Client<BacktestApi, VerificationStep>;

/** The page's way to the backtest worker, which starts at the first call. */
export const backtest: BacktestClient = createClient<BacktestApi, VerificationStep>(
  () => new Worker(new URL('./backtest.worker.ts', import.meta.url), { type: 'module' }),
  {
    run: 2,
    follow: 2,
    verifyHere: 3,
    candles: 4,
    explainTrade: 3,
    analyse: 2,
    reportHtml: 3,
    tradesCsv: 2,
    equityCsv: 2,
    trials: 2,
    recordTrials: 3,
    keeping: 0,
    listRuns: 0,
    renameRun: 2,
    deleteRun: 1,
    restoreRun: 1,
    openRun: 1,
    makeLink: 2,
    readLink: 1,
    verifyLink: 1,
    verifyLinkOn: 2,
  },
);
