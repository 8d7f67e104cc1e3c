import type { HandOrder } from '../lib/backtest/live-record.schema';
import type { RunConfigInput } from '../lib/backtest/run-config.schema';
import type { JobProgress } from '../lib/core/job';
import type { DataRef } from '../lib/market/data-ref.schema';
import type { ExchangeSeries } from '../lib/market/exchange/exchange.schema';

export type { DataRef, ExchangeSeries, HandOrder, JobProgress };

/** What a new session is made of. */
export interface NewPaperSession {
  readonly series: ExchangeSeries;
  /** Bars of history before the first decision; at least what the strategy's warm-up needs is loaded. */
  readonly warmupBars: number;
  readonly config: RunConfigInput;
  /** Left out = named after the strategy and the symbol. */
  readonly name?: string;
}

export type PaperState =
  /** Warm-up bars are being loaded, or the log is being replayed after a reload. */
  | 'starting'
  /** Bars arrive and are decided on. */
  | 'live'
  /** No connection; nothing is decided until it is back. */
  | 'disconnected'
  /** Cut by the user; nothing is decided until it is connected again. */
  | 'paused'
  /** Stopped by the kill switch: bars go on, the strategy is heard no more. */
  | 'halted'
  /** Ended by the user; kept for reading. */
  | 'ended'
  /** Something is wrong that waiting doesn't mend; `problem` says what. */
  | 'failed';

/** A session as a list shows it. */
export interface PaperListing {
  readonly id: string;
  readonly name: string;
  readonly series: ExchangeSeries;
  /** `SMA cross 20/100`. */
  readonly strategy: string;
  readonly state: PaperState;
  /** Equity over the starting capital, less 1. */
  readonly totalReturn: number;
  /** UTC epoch ms. */
  readonly startedAt: number;
  /** Whether this tab runs it; false = another tab does, and here it can only be read. */
  readonly isMine: boolean;
}

export interface FeedHealth {
  /** UTC epoch ms of the last message of any kind; null = none yet. */
  readonly lastMessageAt: number | null;
  /** Median and worst delay from a bar's close to its arrival, ms by the exchange's clock; null = none yet. */
  readonly latencyMs: number | null;
  readonly worstLatencyMs: number | null;
  readonly liveBars: number;
  readonly backFilledBars: number;
  /** Bars the exchange itself has none of. */
  readonly missingBars: number;
  readonly reconnections: number;
  /** Messages that were left out because they repeat a bar, come too late or can't be read. */
  readonly repeated: number;
  readonly late: number;
  readonly malformed: number;
  /** The exchange's clock less this machine's, ms; null = not known. */
  readonly clockOffsetMs: number | null;
  /** UTC epoch ms at which the log was last written; null = not yet. */
  readonly savedAt: number | null;
}

export interface PaperOrder {
  readonly name: string;
  /** UTC epoch ms of the close it was decided at. */
  readonly decidedAt: number;
  /** `Buy market`, `Sell stop`. */
  readonly type: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly filled: number;
  /** Limit, stop or level; null = at market. */
  readonly price: number | null;
  readonly status: 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected' | 'skipped';
  /** Why it was sent, cut or refused. */
  readonly note: string;
  readonly byHand: boolean;
}

export interface PaperTrade {
  readonly entryTime: number;
  readonly exitTime: number;
  readonly side: 'long' | 'short';
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly pnl: number;
  readonly exitReason: string;
}

export type PaperLogKind =
  | 'started'
  | 'bar'
  | 'decision'
  | 'order'
  | 'fill'
  | 'command'
  | 'disconnected'
  | 'reconnected'
  | 'away'
  | 'fault'
  | 'recovered'
  | 'ended';

/** A line of what happened, newest first in lists. */
export interface PaperLogLine {
  readonly sequence: number;
  /** UTC epoch ms: the bar's close, or when it was heard. */
  readonly at: number;
  readonly kind: PaperLogKind;
  /** In plain words: `Bought 0.0600 at 94,408.0`. */
  readonly text: string;
}

/** The last bars, for the chart. */
export interface PaperChart {
  /** UTC epoch ms of opens. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** One value a bar, account money. */
  readonly equity: Float64Array;
  /** Stretches of back-filled bars, UTC epoch ms of opens, end not included. */
  readonly away: readonly (readonly [number, number])[];
  readonly fills: readonly {
    readonly time: number;
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
    readonly price: number;
  }[];
  /** The bar that is forming; null = unknown. */
  readonly forming: readonly [number, number, number, number, number, number] | null;
  /** Open time of the first bar that was decided on. */
  readonly liveFrom: number;
}

/** A session as it stands. */
export interface PaperSnapshot extends PaperListing {
  readonly quoteCurrency: string;
  readonly intervalMs: number;
  readonly isPaperMoney: true;
  readonly problem: string | null;
  readonly capital: number;
  readonly equity: number;
  readonly cash: number;
  readonly openPnl: number;
  readonly costsPaid: number;
  readonly lastPrice: number | null;
  readonly position: {
    /** Signed units. */
    readonly units: number;
    readonly averagePrice: number;
    readonly value: number;
    readonly pnl: number;
  } | null;
  readonly openOrders: readonly PaperOrder[];
  /** The last hundred that are no longer open, newest first. */
  readonly doneOrders: readonly PaperOrder[];
  readonly trades: readonly PaperTrade[];
  readonly closedTrades: number;
  /** Largest fall of equity below its peak since the start, ≥ 0. */
  readonly drawdown: number;
  /** |position value| over equity. */
  readonly exposure: number;
  readonly feed: FeedHealth;
  /** The last two hundred lines, newest first. */
  readonly log: readonly PaperLogLine[];
  readonly events: number;
  readonly chart: PaperChart;
  /** The setup it runs, defaults filled in. */
  readonly config: RunConfigInput;
}

/** What the replay of a session's record came to. */
export interface PaperParity {
  readonly same: boolean;
  readonly bars: number;
  readonly ledgerHash: string;
  readonly replayedHash: string;
  /** Where they first differ; null where they are the same. */
  readonly differs: { readonly time: number; readonly what: string } | null;
}

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
  /** Orders by hand are refused while there is no connection: they could not have been sent. */
  order(id: string, order: Omit<HandOrder, 'name'>): Promise<void>;
  cancelOrder(id: string, name: string): Promise<void>;
  flatten(id: string): Promise<void>;
  /** The kill switch. */
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
