import type { HandOrder } from '../lib/backtest/live-record.schema';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import type { JobProgress } from '../lib/core/job';
import type { DataRef } from '../lib/market/data-ref.schema';
import type { ExchangeSeries } from '../lib/market/exchange/exchange.schema';
import type { NewPaperSession } from '../lib/paper/new-paper-session';
import type { PaperListing } from '../lib/paper/paper-snapshot';
import type { PaperParity } from '../lib/paper/replay';

export type * from '../lib/paper/paper-snapshot';
export type { DataRef, ExchangeSeries, HandOrder, JobProgress, NewPaperSession, PaperParity };

/** The paper worker, as the page calls it through its client. Every method may reject with a named error. */
export interface PaperApi {
  list(): Promise<readonly PaperListing[]>;
  /** Starts a session; resolves with its id once its first entry is in the log. */
  start(session: NewPaperSession): Promise<string>;
  /**
   * Tells how a session stands, at most ten times a second, until the call is cancelled.
   * Snapshots come as steps of the call.
   */
  watch(id: string): Promise<void>;
  /**
   * Sends an order at the close of the bar that forms, as it can't have that bar's open any more. Orders by hand are
   * refused while there is no connection: they could not have been sent.
   */
  order(id: string, order: Omit<HandOrder, 'name'>): Promise<void>;
  cancelOrder(id: string, name: string): Promise<void>;
  /** Cancels every order and closes the position at the close of the bar that forms; without a connection at the first live bar. */
  flatten(id: string): Promise<void>;
  /** The kill switch: the same, and the strategy is heard no more. */
  halt(id: string): Promise<void>;
  /** Cuts the connection, as a lost network would, until {@link reconnect}. */
  disconnect(id: string): Promise<void>;
  reconnect(id: string): Promise<void>;
  end(id: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** Ended sessions only; kept aside for an hour so that it can be undone. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Runs the record of the session through the backtest and compares the ledgers. */
  replay(id: string): Promise<PaperParity>;
  /** Saves the bars so far as a data set; with this config its backtest is the session. */
  asBacktest(id: string): Promise<{ readonly data: DataRef; readonly config: RunConfigInput }>;
}
