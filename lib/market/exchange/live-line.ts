import type { ExchangeSeries } from './exchange.schema';
import { exchangeIntervals, exchangeListing } from './exchange.schema';
import {
  ExchangeError,
  type ExchangePort,
  type LiveMessage,
  type LiveStream,
} from './exchange-port';
import { growingWait } from './growing-wait';
import type { Timing } from './timing';

/** How the line to an exchange stands. */
export type LineState =
  | { readonly kind: 'connected'; readonly exchangeTime: number }
  | {
      readonly kind: 'disconnected';
      /** `user`: cut by {@link LiveLine.cut}. `exchange`: the server lost the exchange. `line`: the way to the server broke. */
      readonly what: 'user' | 'exchange' | 'silent' | 'line';
      /** For the user, in plain words. */
      readonly text: string;
    }
  | {
      readonly kind: 'reconnecting';
      /** 1 = the first try since the line last stood. */
      readonly attempt: number;
      /** Until it is tried, ms. */
      readonly waitMs: number;
    }
  /** Waiting doesn't mend it. */
  | { readonly kind: 'failed'; readonly error: Error };

export interface LineOptions {
  readonly series: ExchangeSeries;
  readonly port: ExchangePort;
  readonly timing: Timing;
  /** Wait before a try, ms; 1 = the first after a failure. */
  readonly waits?: (attempt: number) => number;
  /** Messages in the order they came, none of kind `trouble` but `malformed`. */
  message(message: LiveMessage): void;
  state(state: LineState): void;
}

/** A line that says nothing for three bars is broken, but never before this, ms. */
const shortestSilenceMs = 15_000;

/** How long a line may say nothing, local ms. */
export function silenceMs({ exchange, interval }: ExchangeSeries): number {
  const { speed } = exchangeListing(exchange);
  return Math.max((3 * exchangeIntervals[interval]) / speed, shortestSilenceMs);
}

/** Keeps one live stream open: opens it anew when it breaks or falls silent, with growing waits. */
export class LiveLine {
  /** Exchange time since which messages came without a break; null = there is none. */
  standsSince: number | null = null;
  /** Local time of the last message, null = none yet. */
  lastMessageAt: number | null = null;
  /** How often the line stood again. */
  reconnections = 0;

  private readonly silenceMs: number;
  private readonly waits: (attempt: number) => number;
  private stream: LiveStream | null = null;
  /** Number of the stream that is listened to; what an older one still says is not heard. */
  private turn = 0;
  private attempt = 0;
  private openedAt = 0;
  private hasStood = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly options: LineOptions) {
    const { series, waits } = options;
    this.silenceMs = silenceMs(series);
    this.waits = waits ?? growingWait;
  }

  /** Opens the stream; called again after {@link cut} it opens it anew, without waiting. */
  open(): void {
    this.cancelTimer();
    this.stream?.close();
    this.turn += 1;
    const turn = this.turn;
    const { series, port, timing } = this.options;
    this.openedAt = timing.now();
    const ended = (reason: Error | null): void => {
      if (turn !== this.turn) return;
      this.stream = null;
      this.broke('line', reason?.message ?? 'The connection was closed by the other side.', reason);
    };
    let stream: LiveStream;
    try {
      stream = port.live(series, {
        message: (message) => {
          if (turn === this.turn) this.heard(message);
        },
        ended,
      });
    } catch (error) {
      ended(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    // It may have ended, or been cut, before it was handed over.
    if (turn !== this.turn) stream.close();
    else {
      this.stream = stream;
      this.watchSilence();
    }
  }

  /** Closes the stream until {@link open}. */
  cut(): void {
    this.drop();
    this.fell('user', 'Disconnected by hand.');
  }

  /** Closes the stream and says nothing of it. */
  drop(): void {
    this.turn += 1;
    this.cancelTimer();
    this.stream?.close();
    this.stream = null;
    this.standsSince = null;
    this.attempt = 0;
  }

  private heard(message: LiveMessage): void {
    this.lastMessageAt = this.options.timing.now();
    if (message.kind === 'trouble') {
      if (message.what === 'malformed') this.options.message(message);
      else this.fell(message.what === 'silent' ? 'silent' : 'exchange', message.text);
      return;
    }
    const { exchangeTime } = message;
    if (!(Math.abs(exchangeTime) < Number.POSITIVE_INFINITY)) {
      const text = 'A message says no time.';
      this.options.message({ kind: 'trouble', what: 'malformed', text });
      return;
    }
    if (message.kind === 'open' || this.standsSince === null) {
      const stood = this.standsSince !== null;
      // A second `open` says that the server itself connected again: what came before it is another stretch.
      this.standsSince = exchangeTime;
      this.attempt = 0;
      if (this.hasStood) this.reconnections += 1;
      this.hasStood = true;
      if (!stood) this.options.state({ kind: 'connected', exchangeTime });
    }
    this.options.message(message);
  }

  private fell(what: 'user' | 'exchange' | 'silent' | 'line', text: string): void {
    this.standsSince = null;
    this.options.state({ kind: 'disconnected', what, text });
  }

  private broke(what: 'silent' | 'line', text: string, reason: Error | null): void {
    this.cancelTimer();
    if (reason instanceof ExchangeError && !reason.isPassing) {
      this.drop();
      this.options.state({ kind: 'failed', error: reason });
      return;
    }
    this.fell(what, text);
    this.attempt += 1;
    const asked = reason instanceof ExchangeError ? (reason.retryAfterMs ?? 0) : 0;
    const waitMs = Math.max(this.waits(this.attempt), asked);
    this.options.state({ kind: 'reconnecting', attempt: this.attempt, waitMs });
    this.cancelTimer = this.options.timing.after(waitMs, () => this.open());
  }

  private watchSilence(): void {
    const { timing } = this.options;
    this.cancelTimer();
    const left = (): number =>
      Math.max(this.lastMessageAt ?? 0, this.openedAt) + this.silenceMs - timing.now();
    const look = (): void => {
      if (left() > 0) {
        this.cancelTimer = timing.after(left(), look);
        return;
      }
      this.turn += 1;
      this.stream?.close();
      this.stream = null;
      const seconds = Math.floor(this.silenceMs / 1000);
      this.broke('silent', `Nothing was heard for ${seconds} s. Connecting again.`, null);
    };
    this.cancelTimer = timing.after(Math.max(0, left()), look);
  }
}
