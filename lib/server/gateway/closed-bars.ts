import { type ExchangeSeries, exchangeIntervals } from '../../market/exchange/exchange.schema';
import { ExchangeError, type LiveMessage } from '../../market/exchange/exchange-port';
import type { ExchangeDesk } from './exchange-desk';
import type { ReconnectWait } from './reconnect-wait';
import type { StreamSilence } from './stream-silence';

export interface ClosedBarsOptions {
  readonly desk: ExchangeDesk;
  readonly series: ExchangeSeries;
  /** After questions that failed. */
  readonly waits: ReconnectWait;
  readonly silence: StreamSilence;
  /** Whether the stream stands. */
  stands(): boolean;
  send(message: LiveMessage): void;
  /** A question of {@link ClosedBars.ask} failed; history is left alone for a while. */
  failed(error: unknown): void;
  /** History goes on and the stream doesn't. */
  fellSilent(): void;
}

/**
 * The closed bars of a series, each sent once and in order, as the exchange's history has them: asked for once the
 * stream shows a newer bar or their time is over.
 */
export class ClosedBars {
  /** Open time of the newest closed bar that was sent, or that was closed before the stream stood. */
  private last: number | null = null;
  /** Open time of the newest bar the stream showed. */
  private announced = Number.NEGATIVE_INFINITY;
  private readonly intervalMs: number;
  private isOver = false;
  private isAsking = false;
  private askAgain = false;
  /** After a failure history is left alone until then. */
  private noAskBefore = 0;
  /** While history has nothing new it is asked less and less often, until the stream announces something. */
  private quietUntil = 0;
  private fruitless = 0;

  constructor(private readonly options: ClosedBarsOptions) {
    this.intervalMs = exchangeIntervals[options.series.interval];
  }

  /** Null until {@link begin}. */
  get lastClosed(): number | null {
    return this.last;
  }

  get lastAnnounced(): number {
    return this.announced;
  }

  /** What closed before the exchange's time `now` is not sent. */
  begin(now: number): void {
    this.last = this.barOf(now) - this.intervalMs;
  }

  /** The exchange's time went back to `now`. */
  beginAgain(now: number): void {
    this.begin(now);
    this.announced = Number.NEGATIVE_INFINITY;
  }

  /** The stream shows the bar that opens at `open`, none older than it showed before. */
  announce(open: number): void {
    const isNewer = open > this.announced;
    this.announced = open;
    if (isNewer && (this.last === null || open - this.intervalMs > this.last)) {
      this.fruitless = 0;
      this.quietUntil = 0;
      this.ask();
    }
  }

  /** Asks history for closed bars; one question at a time, and ranges rather than bars when behind. */
  ask(): void {
    if (this.isAsking) {
      this.askAgain = true;
      return;
    }
    this.isAsking = true;
    const asked = async () => {
      do {
        this.askAgain = false;
        await this.catchUp();
      } while (this.askAgain && !this.isOver && this.options.stands());
    };
    asked()
      .catch((error: unknown) => this.failedToAsk(error))
      .finally(() => {
        this.isAsking = false;
      });
  }

  close(): void {
    this.isOver = true;
  }

  /** Sends every bar that closed since the last one, in order. */
  async catchUp(): Promise<void> {
    const { desk, series, silence } = this.options;
    const step = this.intervalMs;
    while (this.last !== null && this.mayAsk()) {
      const now = await desk.clock.now();
      const settled = now - (desk.isReplay ? 0 : 1_000);
      const due = Math.max(this.barOf(settled), this.announced) - step;
      if (due <= this.last) return;
      const limit = Math.min(desk.pageBars, (due - this.last) / step + 2);
      const answer = await desk.bars(series.symbol, series.interval, this.last + step, limit);
      if (this.isOver) return;
      this.options.waits.succeeded();
      const newest = answer.at(-1)?.[0] ?? 0;
      const closed = answer.filter(([t]) => t < newest || t + step <= settled);
      const first = this.last;
      for (const candle of closed) {
        if (candle[0] <= this.last) continue;
        this.last = candle[0];
        const closedAt = candle[0] + step;
        this.options.send({ kind: 'closed', candle, exchangeTime: Math.max(now, closedAt) });
        if (candle[0] >= this.announced && candle[5] > 0 && this.options.stands()) silence.missed();
      }
      // What opened after a hole tells that the hole stays one.
      if (newest > first) this.last = Math.max(this.last, newest - step);
      if (silence.isDead) this.options.fellSilent();
      if (this.last > first) {
        this.fruitless = 0;
        continue;
      }
      // Nothing traded, or history lags behind the stream: ask less and less often.
      this.fruitless += 1;
      const wait = desk.isReplay ? 20 : 250;
      const quietMs = Math.min(wait * this.fruitless * this.fruitless, 30_000);
      this.quietUntil = desk.timing.now() + quietMs;
      return;
    }
  }

  private failedToAsk(error: unknown): void {
    if (this.isOver) return;
    this.options.failed(error);
    const said = error instanceof ExchangeError ? error.retryAfterMs : null;
    this.noAskBefore = this.options.desk.timing.now() + (said ?? this.options.waits.next());
  }

  private mayAsk(): boolean {
    const now = this.options.desk.timing.now();
    return !this.isOver && now >= Math.max(this.noAskBefore, this.quietUntil);
  }

  private barOf(time: number): number {
    return Math.floor(time / this.intervalMs) * this.intervalMs;
  }
}
