import { type HandOrder, liveCommandSchema } from '../backtest/live-record.schema';
import { userCommand } from '../backtest/resolve-live';
import { ConfigError } from '../core/errors';
import { parseConfig } from '../core/parse-config';
import { exchangeIntervals, exchangeListing } from '../market/exchange/exchange.schema';
import type { Candle, ExchangePort } from '../market/exchange/exchange-port';
import { LiveBars, type ReceivedBar } from '../market/exchange/live-bars';
import type { LineState } from '../market/exchange/live-line';
import type { Timing } from '../market/exchange/timing';
import type { PaperCommand, PaperEvent, PaperFeed, PaperJournal } from './paper-event';
import type { PaperSession } from './paper-session';
import type { PaperState } from './paper-snapshot';
import { type PaperView, paperView } from './paper-view';

export interface PaperRunOptions {
  /** The session as its log tells it so far. */
  readonly session: PaperSession;
  /** The same log, to be written on. */
  readonly journal: PaperJournal;
  readonly port: ExchangePort;
  readonly timing: Timing;
  /** Wait before a try to connect, ms; 1 = the first after a failure. */
  readonly waits?: (attempt: number) => number;
  /** Something is to be seen anew. */
  changed(): void;
}

/** An exchange whose time is so many bars before the last one is not just late. */
const goneBackBars = 100;

/**
 * A paper session at work: closed bars from the exchange, the user's commands and the state of the line go into the log,
 * and once they are durable the session hears them. What was heard is therefore never lost, and no order is sent from a
 * bar that could be.
 */
export class PaperRun {
  private readonly session: PaperSession;
  private readonly feed: LiveBars;
  private queue: Promise<void> = Promise.resolve();
  private isStarted = false;
  private isOver = false;
  private isConnected = false;
  private hasConnected = false;
  private failure: Error | null = null;
  private tells: string | null = null;
  private forming: Candle | null = null;
  private savedAt: number | null = null;

  constructor(private readonly options: PaperRunOptions) {
    const { session, port, timing, waits } = options;
    this.session = session;
    const { record } = session;
    const { series, config } = record.started;
    const last = record.bars.lastTime;
    this.feed = new LiveBars({
      series,
      port,
      timing,
      from:
        last > Number.NEGATIVE_INFINITY
          ? last + exchangeIntervals[series.interval]
          : (config.period.from ?? record.started.warmup.to),
      ...(waits === undefined ? {} : { waits }),
      handlers: {
        bars: (bars) => this.heardBars(bars),
        state: (state) => this.heardState(state),
        forming: (candle) => {
          this.forming = candle;
          options.changed();
        },
      },
    });
  }

  /** Opens the line, unless the session was cut by the user. @param recovered whether the log was read again */
  async start({ recovered }: { readonly recovered: boolean }): Promise<void> {
    if (this.session.isEnded || this.isOver) return;
    if (recovered) await this.write([{ kind: 'recovered', at: this.now() }]);
    if (!this.session.isPaused) this.open();
    this.options.changed();
  }

  get state(): PaperState {
    if (this.session.isEnded) return 'ended';
    if (this.failure !== null) return 'failed';
    if (this.session.isPaused) return 'paused';
    if (!this.hasConnected && this.tells === null) return 'starting';
    if (!this.isConnected) return 'disconnected';
    return this.session.isHalted ? 'halted' : 'live';
  }

  /** As the session stands; made anew at every call. */
  view(): PaperView {
    const { lastMessageAt, repeated, late, malformed, clockOffsetMs } = this.feed.health;
    const { savedAt } = this;
    return paperView(this.session.account(), {
      state: this.state,
      problem: this.failure?.message ?? (this.isConnected ? null : this.tells),
      feed: { lastMessageAt, repeated, late, malformed, clockOffsetMs, savedAt },
      forming: this.isConnected ? this.forming : null,
    });
  }

  /** Does something while nothing is heard, so that log and session are the same. */
  undisturbed<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(work);
  }

  /** @returns the name of the order @throws {ConfigError} where it can't be sent, in plain words */
  async order(order: Omit<HandOrder, 'name'>): Promise<string> {
    return this.inTurn(async () => {
      this.refuseUnlessConnected('An order');
      const name = `hand-${this.session.handOrders + 1}`;
      await this.give({ kind: 'order', order: { ...order, name } });
      return name;
    });
  }

  /** @throws {ConfigError} where there is no such order, or it can't be reached */
  async cancelOrder(name: string): Promise<void> {
    return this.inTurn(async () => {
      this.refuseUnlessConnected('A cancel');
      if (!this.session.hasOpenOrder(name)) {
        throw new ConfigError(`There is no open order named “${name}” any more.`, 'name');
      }
      await this.give({ kind: 'cancel', name });
    });
  }

  /** Cancels every order and closes the position; without a connection at the first live bar. */
  async flatten(): Promise<void> {
    return this.inTurn(() => this.give({ kind: 'flatten' }));
  }

  /** The kill switch; without a connection at the first live bar. */
  async halt(): Promise<void> {
    return this.inTurn(() => this.give({ kind: 'halt' }));
  }

  /** Cuts the line, as a lost network would. */
  async disconnect(): Promise<void> {
    return this.inTurn(async () => {
      this.refuseUnlessRunning();
      if (this.session.isPaused) return;
      this.feed.disconnect();
      this.isConnected = false;
      await this.append([this.feedEvent('paused', 'Disconnected by hand')]);
    });
  }

  async reconnect(): Promise<void> {
    return this.inTurn(async () => {
      this.refuseUnlessRunning();
      if (!this.session.isPaused) return;
      await this.append([this.feedEvent('resumed', 'Connecting again by hand')]);
      this.tells = 'Connecting.';
      this.open();
    });
  }

  /** Ends the session for good; positions and orders stay as they stand. */
  async end(): Promise<void> {
    await this.inTurn(async () => {
      // One that was stopped by a fault can be ended too.
      if (this.failure === null) this.refuseUnlessRunning();
      await this.append([{ kind: 'ended', at: this.now() }]);
    });
    await this.close();
  }

  /** Lets go of the exchange; the log stays as it is, and another run may go on with it. */
  async close(): Promise<void> {
    this.isOver = true;
    await this.feed.close();
    await this.queue;
    this.options.changed();
  }

  private open(): void {
    if (this.isStarted) this.feed.reconnect();
    else this.feed.start();
    this.isStarted = true;
  }

  private async heardBars(bars: readonly ReceivedBar[]): Promise<void> {
    const { intervalMs } = this.session.record;
    const events: PaperEvent[] = [];
    for (let from = 0; from < bars.length; ) {
      const { how, receivedAt, exchangeTime, candle } = bars[from]!;
      let to = from + 1;
      while (how === 'back-filled' && bars[to]?.how === how) to++;
      events.push({
        kind: 'bars',
        how,
        candles: bars.slice(from, to).map((bar) => bar.candle),
        at: receivedAt,
        delayMs: how === 'live' ? Math.max(0, exchangeTime - candle[0] - intervalMs) : null,
      });
      from = to;
    }
    if (this.forming !== null && this.forming[0] <= bars.at(-1)!.candle[0]) this.forming = null;
    await this.write(events);
  }

  private async heardState(state: LineState): Promise<void> {
    switch (state.kind) {
      case 'connected': {
        const { label } = exchangeListing(this.session.record.started.series.exchange);
        const { bars, intervalMs } = this.session.record;
        if (state.exchangeTime < bars.lastTime - goneBackBars * intervalMs) {
          // A replay exchange comes to the end of its market and begins again.
          await this.fault(
            new ConfigError(
              `${label} has gone back in time, to before this session’s last bar: nothing can follow it. End this session and start a new one.`,
            ),
          );
          return;
        }
        const again = this.hasConnected;
        this.isConnected = true;
        this.hasConnected = true;
        this.tells = null;
        const text = `${again ? 'Connected again' : 'Connected'} to ${label}`;
        await this.write([this.feedEvent('connected', text)]);
        return;
      }
      case 'disconnected':
        this.isConnected = false;
        this.tells = state.text;
        // Told by who cut it.
        if (state.what === 'user') return;
        await this.write([this.feedEvent('disconnected', state.text)]);
        return;
      case 'reconnecting':
        this.isConnected = false;
        this.options.changed();
        return;
      case 'failed':
        await this.fault(state.error);
    }
  }

  /** Stops the session for a reason that waiting doesn't mend. */
  private async fault(error: Error): Promise<void> {
    this.failed(error);
    this.feed.disconnect();
    await this.write([this.feedEvent('fault', error.message)]).catch(() => undefined);
  }

  private async give(command: PaperCommand): Promise<void> {
    this.refuseUnlessRunning();
    const checked = parseConfig(liveCommandSchema, { ...command, after: 0 }, 'command');
    // An order without the price its kind needs is refused here, before it is in the log.
    userCommand(checked, 'command');
    const { after: _after, ...given } = checked;
    const { exchangeTime } = this.feed;
    await this.append([
      {
        kind: 'command',
        command: given,
        exchangeTime: Math.abs(exchangeTime) < Number.POSITIVE_INFINITY ? exchangeTime : null,
        at: this.now(),
      },
    ]);
  }

  private refuseUnlessConnected(what: string): void {
    this.refuseUnlessRunning();
    if (this.isConnected && !this.session.isPaused) return;
    throw new ConfigError(
      `${what} by hand needs a connection: without one it could not have been sent. Wait until the session is connected again, or use Flatten, which is heard at the first live bar.`,
    );
  }

  private refuseUnlessRunning(): void {
    if (this.session.isEnded) throw new ConfigError('This paper session has ended.');
    if (this.failure !== null) {
      throw new ConfigError(`This paper session has stopped: ${this.failure.message}`);
    }
    if (this.isOver) throw new ConfigError('This paper session runs elsewhere.');
  }

  /** What the feed says; nothing is written any more once the session has ended or runs elsewhere. */
  private write(events: readonly PaperEvent[]): Promise<void> {
    return this.inTurn(async () => {
      if (!this.session.isEnded && !this.isOver) await this.append(events);
    });
  }

  /** Does one thing to the log after another. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** First the log, then the session: within {@link inTurn} only. */
  private async append(events: readonly PaperEvent[]): Promise<void> {
    const isLast = events[0]?.kind === 'feed' || events[0]?.kind === 'ended';
    if (this.failure !== null && !isLast) throw this.failure;
    try {
      await this.options.journal.append(events);
      this.savedAt = this.now();
      for (const event of events) this.session.hear(event);
    } catch (error) {
      this.failed(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    this.options.changed();
  }

  private failed(error: Error): void {
    this.failure ??= error;
    this.isConnected = false;
    this.options.changed();
  }

  private feedEvent(what: PaperFeed['what'], text: string): PaperFeed {
    return { kind: 'feed', what, text, at: this.now() };
  }

  private now(): number {
    return this.options.timing.now();
  }
}
