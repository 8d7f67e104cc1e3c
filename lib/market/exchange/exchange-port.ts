import type { TimestampMs } from '../../core/nominal';
import type { CandleRequest, ExchangeId, ExchangeSeries } from './exchange.schema';

/** A market of an exchange. */
export interface ExchangeSymbol {
  /** `BTC/USDT`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Smallest price step, 0 = unknown. */
  readonly tickSize: number;
}

/** A closed bar: open time in UTC epoch ms, open, high, low, close, volume in base units. */
export type Candle = readonly [number, number, number, number, number, number];

export interface CandlePage {
  /** Closed bars of the request, oldest first, none twice. Empty where the exchange has none there. */
  readonly candles: readonly Candle[];
  /** Open time of the exchange's first bar after this page, null where the request is answered whole. */
  readonly next: TimestampMs | null;
  /** The exchange's clock at the answer, UTC epoch ms. */
  readonly exchangeTime: TimestampMs;
}

/** What a live stream says. It may repeat, leave out or end at any time: `LiveBars` makes closed bars of it. */
export type LiveMessage =
  /** The stream stands; bars that closed earlier are not in it. */
  | { readonly kind: 'open'; readonly exchangeTime: TimestampMs }
  /** A bar closed; its values are final. `exchangeTime` is its close at the earliest. */
  | { readonly kind: 'closed'; readonly candle: Candle; readonly exchangeTime: TimestampMs }
  /** The bar that is forming, for display alone. */
  | { readonly kind: 'forming'; readonly candle: Candle; readonly exchangeTime: TimestampMs }
  /** Something went wrong between the server and the exchange; the server goes on by itself. */
  | {
      readonly kind: 'trouble';
      readonly what: 'disconnected' | 'malformed' | 'refused' | 'silent';
      /** For the user, in plain words. */
      readonly text: string;
    };

/** A live stream under way. */
export interface LiveStream {
  close(): void;
}

export interface LiveHandlers {
  message(message: LiveMessage): void;
  /** The stream is over: it broke (with the reason) or was closed by the other side. Called once, unless closed here. */
  ended(reason: Error | null): void;
}

/**
 * Public prices of exchanges: the server's router over HTTP in a browser, the gateway itself in Node.
 * Methods reject with an {@link ExchangeError}.
 */
export interface ExchangePort {
  symbols(exchange: ExchangeId, signal?: AbortSignal): Promise<readonly ExchangeSymbol[]>;
  candles(request: CandleRequest, signal?: AbortSignal): Promise<CandlePage>;
  live(series: ExchangeSeries, handlers: LiveHandlers): LiveStream;
}

export type ExchangeReason =
  /** What was asked for can't be: unknown exchange or symbol, reversed range, too large. */
  | 'request'
  /** The exchange or the site asks to wait. */
  | 'rate-limit'
  /** The exchange doesn't answer, or is in maintenance. */
  | 'unavailable'
  /** No way to this site's server. */
  | 'offline'
  /** The exchange's answer makes no sense. */
  | 'malformed';

/** An exchange, or the way to it, failed: what and what to do about it. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  constructor(
    message: string,
    readonly reason: ExchangeReason,
    /** After how many ms it may work; null = not known. */
    readonly retryAfterMs: number | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** Whether the same request may work later. */
  get isPassing(): boolean {
    return this.reason !== 'request';
  }
}
