import { type CandleSpan, checkPage } from './check-candles';
import type { ExchangeSeries } from './exchange.schema';
import { exchangeIntervals, mostPageBars } from './exchange.schema';
import { type Candle, ExchangeError, type ExchangePort } from './exchange-port';
import { growingWait } from './growing-wait';
import { type Timing, waited } from './timing';

/** What the exchange answered about `[from, until)`. */
export interface AnsweredSpan {
  readonly candles: readonly Candle[];
  readonly until: number;
  /** Whether the exchange says that it has a bar at `until`. */
  readonly goesOn: boolean;
  /** The exchange's clock at the answer. */
  readonly exchangeTime: number;
  /** The one bar of the span was broken in every answer. */
  readonly isGivenUp: boolean;
}

export interface CandleReaderOptions {
  readonly series: ExchangeSeries;
  readonly port: ExchangePort;
  readonly timing: Timing;
  /** Wait before a try, ms; 1 = the first after a failure. */
  readonly waits?: (attempt: number) => number;
  /** An answer was broken and is asked for again. */
  malformed?(problem: string): void;
  /** Bars that stood in an answer twice. */
  repeated?(bars: number): void;
  /** A passing failure, and how long it is until the next try. */
  waiting?(error: ExchangeError, attempt: number, waitMs: number): void;
}

/** A bar that was broken in this many answers about it alone, on end, is given up. */
const mostTries = 4;

/** Pages of an exchange's history: asks again after passing failures and broken answers, in ever smaller pages. */
export class CandleReader {
  private readonly waits: (attempt: number) => number;
  private readonly intervalMs: number;
  private limit = mostPageBars;

  constructor(private readonly options: CandleReaderOptions) {
    this.waits = options.waits ?? growingWait;
    this.intervalMs = exchangeIntervals[options.series.interval];
  }

  /**
   * The bars from `span.from` on, at most a page of them; null = the signal was aborted.
   * @throws {ExchangeError} for what waiting doesn't mend
   */
  async read(span: CandleSpan, signal: AbortSignal): Promise<AnsweredSpan | null> {
    const { port, series, timing } = this.options;
    let failures = 0;
    let broken = 0;
    let brokenAlone = 0;
    while (!signal.aborted) {
      const limit = Math.min(this.limit, (span.to - span.from) / this.intervalMs);
      const before = broken;
      const asked = { from: span.from, to: Math.min(span.to, span.from + limit * this.intervalMs) };
      let waitMs: number;
      try {
        const page = await port.candles({ ...series, ...asked, limit }, signal);
        if (signal.aborted) return null;
        const checked = checkPage(page, asked, this.intervalMs);
        if (!('problem' in checked)) {
          this.limit = Math.min(mostPageBars, 2 * this.limit);
          if (checked.repeated > 0) this.options.repeated?.(checked.repeated);
          const { candles, until } = checked;
          const { exchangeTime } = page;
          return { candles, until, goesOn: until < asked.to, exchangeTime, isGivenUp: false };
        }
        broken += 1;
        this.options.malformed?.(checked.problem);
        waitMs = this.waits(broken);
      } catch (error) {
        if (signal.aborted) return null;
        if (!(error instanceof ExchangeError) || !error.isPassing) throw error;
        if (error.reason === 'malformed') {
          broken += 1;
          this.options.malformed?.(error.message);
          waitMs = Math.max(this.waits(broken), error.retryAfterMs ?? 0);
        } else {
          failures += 1;
          waitMs = Math.max(this.waits(failures), error.retryAfterMs ?? 0);
          this.options.waiting?.(error, failures, waitMs);
        }
      }
      if (broken > before && limit === 1) brokenAlone += 1;
      if (brokenAlone === mostTries) {
        const exchangeTime = Number.NEGATIVE_INFINITY;
        return { candles: [], until: asked.to, goesOn: false, exchangeTime, isGivenUp: true };
      }
      if (broken > 0) this.limit = Math.max(1, Math.floor(this.limit / 2));
      await waited(timing, waitMs, signal);
    }
    return null;
  }
}
