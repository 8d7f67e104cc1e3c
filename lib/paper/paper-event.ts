import type { HandOrder } from '../backtest/live-record.schema';
import type { RunConfig } from '../backtest/run-config.schema';
import type { Sha256Hex } from '../core/nominal';
import type { ExchangeSeries } from '../market/exchange/exchange.schema';
import type { Candle } from '../market/exchange/exchange-port';

/** Of the entries below; raised with any change that an older program would misread. */
export const paperLogVersion = 1;

/** How bars came: history from before the session, the newest closed bar of a stream that stood, or fetched afterwards. */
export type BarArrival = 'warm-up' | 'live' | 'back-filled';

/** What a session is, said once, first. */
export interface PaperStarted {
  readonly kind: 'started';
  readonly version: typeof paperLogVersion;
  /** UTC epoch ms. */
  readonly at: number;
  readonly series: ExchangeSeries;
  readonly market: {
    readonly base: string;
    readonly quote: string;
    /** Smallest price step, 0 = unknown. */
    readonly tickSize: number;
  };
  /** Defaults filled in; `period.from` is the open after the last bar of the warm-up, null where there is none. */
  readonly config: RunConfig;
  /** Bars before the first decision; they are the next event. The fingerprint is null where there are none. */
  readonly warmup: {
    readonly bars: number;
    readonly from: number;
    readonly to: number;
    readonly fingerprint: Sha256Hex | null;
  };
}

/** Closed bars in order, each after the one before it. */
export interface PaperBars {
  readonly kind: 'bars';
  readonly how: BarArrival;
  readonly candles: readonly Candle[];
  /** UTC epoch ms at which they were heard. */
  readonly at: number;
  /** From the close of a live bar to its arrival by the exchange's clock, ms; null = not known. */
  readonly delayMs: number | null;
}

/** What the user did. Orders by hand have a name by now. */
export type PaperCommand =
  | { readonly kind: 'order'; readonly order: HandOrder }
  | { readonly kind: 'cancel'; readonly name: string }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'halt' };

/**
 * A command given while a bar was forming. It is heard after the decisions at the close of that bar, as an order sent in
 * the middle of a bar can't have its open any more: see {@link PaperRecord}.
 */
export interface PaperCommanded {
  readonly kind: 'command';
  readonly command: PaperCommand;
  /** The exchange's time when it was given; null = not known. Only a bar that closes then or later may hear it. */
  readonly exchangeTime: number | null;
  readonly at: number;
}

/** What became of the line to the exchange; the account doesn't depend on it. */
export interface PaperFeed {
  readonly kind: 'feed';
  readonly what: 'connected' | 'disconnected' | 'paused' | 'resumed' | 'fault';
  /** In plain words. */
  readonly text: string;
  readonly at: number;
}

/** The log was read again after the session's worker or page was gone. */
export interface PaperRecovered {
  readonly kind: 'recovered';
  readonly at: number;
}

export interface PaperEnded {
  readonly kind: 'ended';
  readonly at: number;
}

/**
 * An entry of a session's log. The log is only appended to; it is all that recovery and replay need, besides data the
 * config names by fingerprint.
 */
export type PaperEvent =
  | PaperStarted
  | PaperBars
  | PaperCommanded
  | PaperFeed
  | PaperRecovered
  | PaperEnded;

/** Where the log of one session is kept. */
export interface PaperJournal {
  /** Resolves once the events would survive a crash, all of them; rejects if none is kept. One call at a time. */
  append(events: readonly PaperEvent[]): Promise<void>;
  /** All events in order. */
  read(): Promise<readonly PaperEvent[]>;
}
