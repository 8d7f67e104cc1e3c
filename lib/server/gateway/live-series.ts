import { candleProblem } from '../../market/exchange/check-candles';
import { type ExchangeSeries, exchangeIntervals } from '../../market/exchange/exchange.schema';
import {
  type Candle,
  ExchangeError,
  type LiveHandlers,
  type LiveMessage,
} from '../../market/exchange/exchange-port';
import { waited } from '../../market/exchange/timing';
import { type BarSignal, type BarSignals, openSignals } from './bar-signals';
import type { ExchangeDesk } from './exchange-desk';
import { ReconnectWait } from './reconnect-wait';
import { type Trouble, troubleOf, troubleText } from './stream-trouble';

/** Between two messages of the forming bar, ms. */
const formingMs = 500;
/** Between two messages of the same trouble, ms. */
const troubleMs = 1_000;
/** A connection that stood this long without a message counts as a stream, ms. */
const quietOpenMs = 3_000;
/** A stream counts as dead once history shows this many closed bars with trades it did not announce … */
const mostUnannounced = 3;
/** … and nothing was heard of it for this long, ms. */
const silentMs = 3_000;

/**
 * One series of an exchange, live, for any number of listeners. The stream only says that something happened: the
 * values of a closed bar are those of the exchange's history, asked for once a newer bar shows or its time is over.
 */
export class LiveSeries {
  private readonly listeners = new Set<LiveHandlers>();
  private readonly intervalMs: number;
  private readonly waits: ReconnectWait;
  private readonly askWaits: ReconnectWait;
  private signals: BarSignals | null = null;
  private cancelBeat: (() => void) | null = null;
  private isOver = false;
  private stands = false;
  private hasStood = false;
  /** Open time of the newest closed bar that was sent, or that was closed before the stream stood. */
  private lastClosed: number | null = null;
  /** Open time of the newest bar the stream showed. */
  private announced = Number.NEGATIVE_INFINITY;
  private unannounced = 0;
  private heardAt = 0;
  private forming: Candle | null = null;
  private formingAt = Number.NEGATIVE_INFINITY;
  private cancelForming: (() => void) | null = null;
  private readonly troubleAt = new Map<Trouble, number>();
  private connectingSince = 0;
  private isAsking = false;
  private askAgain = false;
  /** After a failure history is left alone until then. */
  private noAskBefore = 0;
  /** While history has nothing new it is asked less and less often, until the stream announces something. */
  private quietUntil = 0;
  private fruitless = 0;

  constructor(
    private readonly desk: ExchangeDesk,
    private readonly series: ExchangeSeries,
    seed: number,
    /** Called when the last listener has left, or the series can't be had. */
    private readonly over: () => void,
  ) {
    this.intervalMs = exchangeIntervals[series.interval];
    const name = `${series.exchange} ${series.symbol} ${series.interval}`;
    this.waits = new ReconnectWait(seed, name);
    this.askWaits = new ReconnectWait(seed, `${name} history`);
  }

  get listenerCount(): number {
    return this.listeners.size;
  }

  join(handlers: LiveHandlers): void {
    this.listeners.add(handlers);
    if (this.listeners.size === 1 && this.cancelBeat === null) this.start();
    else if (this.stands) this.greet(handlers);
  }

  leave(handlers: LiveHandlers): void {
    this.listeners.delete(handlers);
    if (this.listeners.size === 0) this.stop();
  }

  private get now(): number {
    return this.desk.timing.now();
  }

  /** A listener that joins a stream under way. */
  private greet(handlers: LiveHandlers): void {
    this.desk.clock.now().then(
      (exchangeTime) => {
        if (this.stands && this.listeners.has(handlers))
          tell(handlers, { kind: 'open', exchangeTime });
      },
      () => {
        this.desk.timing.after(1_000, () => {
          if (this.stands && this.listeners.has(handlers)) this.greet(handlers);
        });
      },
    );
  }

  private start(): void {
    this.beat();
    this.connectingSince = this.now;
    this.run().catch((error: unknown) => this.end(error));
  }

  private stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cancelBeat?.();
    this.cancelForming?.();
    this.signals?.close();
    this.over();
  }

  /** What was asked for can't be had: everybody is told and the series is over. */
  private end(error: unknown): void {
    if (this.isOver) return;
    const reason = error instanceof Error ? error : new Error(String(error));
    const listeners = [...this.listeners];
    this.listeners.clear();
    this.stop();
    for (const { ended } of listeners) {
      try {
        ended(reason);
      } catch {}
    }
  }

  private async run(): Promise<void> {
    await this.prepare();
    while (!this.isOver) {
      try {
        this.signals ??= openSignals(this.desk, this.series, () =>
          this.trouble('malformed', `${this.desk.label} sent a message that can’t be read.`),
        );
        const signal = await this.signals.next();
        if (this.isOver) return;
        await this.hear(signal);
      } catch (error) {
        if (this.isOver) return;
        await this.lose(error);
      }
    }
  }

  /** Until the exchange says which bar is the newest closed one. */
  private async prepare(): Promise<void> {
    while (!this.isOver) {
      try {
        await this.desk.requireSeries(this.series);
        const now = await this.desk.clock.now();
        this.lastClosed = this.barOf(now) - this.intervalMs;
        return;
      } catch (error) {
        if (error instanceof ExchangeError && !error.isPassing) throw error;
        await this.lose(error);
      }
    }
  }

  private barOf(time: number): number {
    return Math.floor(time / this.intervalMs) * this.intervalMs;
  }

  /** A message of the stream. */
  private async hear(signal: BarSignal): Promise<void> {
    const bar = signal as unknown as Candle;
    const problem = candleProblem(bar, this.intervalMs);
    if (problem !== null) {
      this.trouble('malformed', `${this.desk.label} sent a bar that makes no sense: ${problem}.`);
      return;
    }
    this.heardAt = this.now;
    if (!this.stands) await this.stand();
    this.unannounced = 0;
    // A time that lies ahead of everything is a broken message; it announces nothing.
    if (bar[0] > this.announced && !(await this.isPlausible(bar[0]))) {
      this.trouble('malformed', `${this.desk.label} sent a bar of the future.`);
      return;
    }
    if (bar[0] < this.announced) return;
    const isNewer = bar[0] > this.announced;
    this.announced = bar[0];
    this.forming = bar;
    this.showForming();
    if (isNewer && (this.lastClosed === null || bar[0] - this.intervalMs > this.lastClosed)) {
      this.fruitless = 0;
      this.quietUntil = 0;
      this.ask();
    }
  }

  /** Most signals continue the bar after the last; only others cost a look at the clock. */
  private async isPlausible(time: number): Promise<boolean> {
    if (time <= Math.max(this.announced, this.lastClosed ?? 0) + 2 * this.intervalMs) return true;
    return time <= (await this.desk.clock.now()) + this.intervalMs;
  }

  /** The stream is back: what closed meanwhile first, then word that it stands. */
  private async stand(): Promise<void> {
    const before = await this.desk.clock.now();
    if (this.lastClosed !== null && this.lastClosed > before) {
      // A replay that has begun again.
      this.lastClosed = this.barOf(before) - this.intervalMs;
      this.announced = Number.NEGATIVE_INFINITY;
    }
    if (this.hasStood) await this.catchUp();
    const exchangeTime = await this.desk.clock.now();
    if (this.isOver || this.stands) return;
    // Nobody waits for what closed before the first word.
    if (!this.hasStood) this.lastClosed = this.barOf(exchangeTime) - this.intervalMs;
    this.hasStood = true;
    this.stands = true;
    this.waits.succeeded();
    this.send({ kind: 'open', exchangeTime });
  }

  /** The stream broke, or can't be begun. */
  private async lose(error: unknown): Promise<void> {
    const what = troubleOf(error);
    this.trouble(what, troubleText(this.desk.label, what, error));
    const broken = this.signals;
    if (what === 'malformed' && broken?.isConnected() === true) {
      await waited(this.desk.timing, 50);
      return;
    }
    this.stands = false;
    this.signals = null;
    broken?.close();
    await waited(this.desk.timing, this.waits.next());
    this.connectingSince = this.now;
  }

  /** Regularly: bars whose time is over though nothing announces them, and connections that stand in silence. */
  private beat(): void {
    if (this.isOver) return;
    // A replay's time runs up to six hundred times faster.
    this.cancelBeat = this.desk.timing.after(this.desk.isReplay ? 100 : 1_000, () => this.beat());
    if (this.lastClosed === null) return;
    if (this.stands) {
      this.ask();
    } else if (this.signals?.isConnected() && this.now - this.connectingSince > quietOpenMs) {
      this.stand().catch(() => {});
    }
  }

  /** Asks history for closed bars; one question at a time, and ranges rather than bars when behind. */
  private ask(): void {
    if (this.isAsking) {
      this.askAgain = true;
      return;
    }
    this.isAsking = true;
    const asked = async () => {
      do {
        this.askAgain = false;
        await this.catchUp();
      } while (this.askAgain && !this.isOver && this.stands);
    };
    asked()
      .catch((error: unknown) => this.failedToAsk(error))
      .finally(() => {
        this.isAsking = false;
      });
  }

  private failedToAsk(error: unknown): void {
    if (this.isOver) return;
    const what = troubleOf(error);
    this.trouble(what, troubleText(this.desk.label, what, error));
    const said = error instanceof ExchangeError ? error.retryAfterMs : null;
    this.noAskBefore = this.now + (said ?? this.askWaits.next());
  }

  private mayAsk(): boolean {
    return !this.isOver && this.now >= Math.max(this.noAskBefore, this.quietUntil);
  }

  /** Sends every bar that closed since the last one, in order. */
  private async catchUp(): Promise<void> {
    const { symbol, interval } = this.series;
    const step = this.intervalMs;
    while (this.lastClosed !== null && this.mayAsk()) {
      const now = await this.desk.clock.now();
      const settled = now - (this.desk.isReplay ? 0 : 1_000);
      const due = Math.max(this.barOf(settled), this.announced) - step;
      if (due <= this.lastClosed) return;
      const limit = Math.min(this.desk.pageBars, (due - this.lastClosed) / step + 2);
      const answer = await this.desk.bars(symbol, interval, this.lastClosed + step, limit);
      if (this.isOver) return;
      this.askWaits.succeeded();
      const newest = answer.at(-1)?.[0] ?? 0;
      const closed = answer.filter(([t]) => t < newest || t + step <= settled);
      const first = this.lastClosed;
      for (const candle of closed) {
        if (candle[0] <= this.lastClosed) continue;
        this.lastClosed = candle[0];
        const closedAt = candle[0] + step;
        this.send({ kind: 'closed', candle, exchangeTime: Math.max(now, closedAt) });
        if (candle[0] >= this.announced && candle[5] > 0 && this.stands) this.unannounced += 1;
      }
      // What opened after a hole tells that the hole stays one.
      if (newest > first) this.lastClosed = Math.max(this.lastClosed, newest - step);
      if (this.unannounced >= mostUnannounced && this.now - this.heardAt > silentMs) this.silence();
      if (this.lastClosed > first) {
        this.fruitless = 0;
        continue;
      }
      // Nothing traded, or history lags behind the stream: ask less and less often.
      this.fruitless += 1;
      const wait = this.desk.isReplay ? 20 : 250;
      this.quietUntil = this.now + Math.min(wait * this.fruitless * this.fruitless, 30_000);
      return;
    }
  }

  /** History goes on and the stream doesn't: it is begun anew. */
  private silence(): void {
    this.unannounced = 0;
    if (!this.stands) return;
    this.trouble('silent', `${this.desk.label} stopped sending. Connecting again.`);
    this.stands = false;
    this.connectingSince = this.now;
    // Whoever waits for it is refused, and the loop connects again.
    const dead = this.signals;
    this.signals = null;
    dead?.close();
  }

  private showForming(): void {
    if (this.cancelForming !== null) return;
    const wait = Math.max(0, this.formingAt + formingMs - this.now);
    this.cancelForming = this.desk.timing.after(wait, () => {
      this.cancelForming = null;
      this.sendForming().catch(() => {});
    });
  }

  private async sendForming(): Promise<void> {
    this.formingAt = this.now;
    const exchangeTime = await this.desk.clock.now();
    const { forming } = this;
    if (this.isOver || !this.stands || forming === null) return;
    if (forming[0] > (this.lastClosed ?? 0))
      this.send({ kind: 'forming', candle: forming, exchangeTime });
  }

  private trouble(what: Trouble, text: string): void {
    const before = this.troubleAt.get(what);
    if (before !== undefined && this.now - before < troubleMs) return;
    this.troubleAt.set(what, this.now);
    this.send({ kind: 'trouble', what, text });
  }

  private send(message: LiveMessage): void {
    for (const listener of [...this.listeners]) tell(listener, message);
  }
}

/** A listener that fails must not cost the others their message. */
function tell(listener: LiveHandlers, message: LiveMessage): void {
  try {
    listener.message(message);
  } catch {}
}
