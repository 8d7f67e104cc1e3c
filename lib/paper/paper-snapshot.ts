import type { RunConfig } from '../backtest/run-config.schema';
import type { ExchangeSeries } from '../market/exchange/exchange.schema';
import type { LiveHealth } from '../market/exchange/live-tally';

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

/** How the feed of a session does, and its log. */
export interface FeedHealth extends LiveHealth {
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
  /** UTC epoch ms: the bar's close, or when it was heard; of a replay always the close of a bar. */
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
  readonly config: RunConfig;
}
