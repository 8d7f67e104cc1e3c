import { BackFill, youngBars } from './back-fill';
import { BarReceiver, type LiveBarsHandlers, type ReceivedBar } from './bar-receiver';
import { messageFault } from './check-message';
import type { ExchangeSeries } from './exchange.schema';
import { exchangeIntervals, exchangeListing } from './exchange.schema';
import { ExchangeClock } from './exchange-clock';
import { type Candle, ExchangeError, type ExchangePort, type LiveMessage } from './exchange-port';
import { growingWait } from './growing-wait';
import { type Arrival, LiveArrivals } from './live-arrivals';
import { type LineState, LiveLine, silenceMs } from './live-line';
import { type LiveHealth, LiveTally } from './live-tally';
import type { Timing } from './timing';

export type { LiveBarsHandlers, ReceivedBar } from './bar-receiver';

export interface LiveBarsOptions {
  readonly series: ExchangeSeries;
  /** Open time of the first bar wanted: the one after the last bar held. */
  readonly from: number;
  readonly port: ExchangePort;
  readonly timing: Timing;
  readonly handlers: LiveBarsHandlers;
  /** Wait before a try, ms; 1 = the first after a failure. */
  readonly waits?: (attempt: number) => number;
}

/**
 * Closed bars of an exchange, strictly consecutive and each exactly once, made of a live stream that may repeat, leave out,
 * mix up or end, and of the exchange's history, which fills what the stream left out before anything newer is handed on.
 */
export class LiveBars {
  private readonly intervalMs: number;
  private readonly clock: ExchangeClock;
  private readonly tally = new LiveTally();
  private readonly line: LiveLine;
  private readonly backFill: BackFill;
  private readonly receiver: BarReceiver;
  private readonly arrivals = new LiveArrivals();
  /** Open time of the bar that is handed on next. */
  private next: number;
  /** Bars that open before this are asked for although none newer came. */
  private catchUpTo = Number.NEGATIVE_INFINITY;
  /** Exchange time at which the last gap was closed. */
  private settledAt = Number.NEGATIVE_INFINITY;
  private isOn = false;
  private isOver = false;
  private asking = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | null = null;

  constructor(private readonly options: LiveBarsOptions) {
    const { series, from, port, timing, handlers, waits = growingWait } = options;
    this.intervalMs = exchangeIntervals[series.interval];
    this.next = Math.floor((from + this.intervalMs - 1) / this.intervalMs) * this.intervalMs;
    this.clock = new ExchangeClock(exchangeListing(series.exchange).speed, 2 * silenceMs(series));
    this.receiver = new BarReceiver(handlers, (error) => this.fail(asError(error)));
    this.line = new LiveLine({
      series,
      port,
      timing,
      waits,
      message: (message) => this.heard(message),
      state: (state) => this.lineState(state),
    });
    const { clock, tally } = this;
    this.backFill = new BackFill({ series, port, timing, waits, clock, tally });
  }

  /** Opens the line and begins to hand on. */
  start(): void {
    if (this.running !== null || this.isOver) return;
    this.isOn = true;
    this.running = this.run();
    this.line.open();
  }

  /** Cuts the line as a lost network would: nothing is asked or handed on until {@link reconnect}. */
  disconnect(): void {
    if (!this.isOn || this.isOver) return;
    this.isOn = false;
    this.stopAsking();
    this.arrivals.clear();
    this.line.cut();
  }

  reconnect(): void {
    if (this.isOn || this.isOver || this.running === null) return;
    this.isOn = true;
    this.line.open();
    this.wake();
  }

  /** Ends the feed; resolves once what is being handed on was taken. */
  async close(): Promise<void> {
    this.end();
    await this.running;
    await this.receiver.settled;
  }

  /** Open time of the bar that is handed on next. */
  get nextOpen(): number {
    return this.next;
  }

  /** The exchange's time by what it last said, UTC epoch ms; −Infinity before the first message. */
  get exchangeTime(): number {
    return this.clock.at(this.options.timing.now());
  }

  get health(): LiveHealth {
    const { tally, line } = this;
    return {
      lastMessageAt: line.lastMessageAt,
      latencyMs: tally.latencyMs,
      worstLatencyMs: tally.worstLatencyMs,
      liveBars: tally.live,
      backFilledBars: tally.backFilled,
      missingBars: tally.missing,
      reconnections: line.reconnections,
      repeated: tally.repeated,
      late: tally.late,
      malformed: tally.malformed,
      clockOffsetMs: this.clock.offsetMs,
    };
  }

  private async run(): Promise<void> {
    while (!this.isOver) {
      const arrival = this.arrivals.take(this.next);
      if (arrival !== null) await this.handOnArrival(arrival);
      else {
        // Filled while they were on their way.
        this.tally.late += this.arrivals.dropBefore(this.next);
        const to = this.arrivals.firstOpen ?? this.catchUpTo;
        if (this.isOn && to > this.next) await this.fill(to);
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    }
  }

  // What the stream says.

  private heard(message: LiveMessage): void {
    if (message.kind === 'trouble') {
      this.malformed();
      return;
    }
    const fault = messageFault(message, this.clock.said, this.intervalMs);
    if (fault === 'malformed') {
      this.malformed();
      return;
    }
    if (fault === 'turned-back') {
      const text =
        'The exchange’s time went back: its market has begun again. Start anew from there.';
      this.fail(new ExchangeError(text, 'request'));
      return;
    }
    const { exchangeTime } = message;
    this.clock.observe(exchangeTime, this.options.timing.now());
    switch (message.kind) {
      case 'open':
        this.catchUp(exchangeTime);
        return;
      case 'forming':
        if (message.candle[0] === this.next) this.receiver.forming(message.candle, exchangeTime);
        // Several bars closed and none was told: don't wait for the next one that is.
        if (exchangeTime - this.next >= youngBars * this.intervalMs) this.catchUp(exchangeTime);
        return;
      case 'closed':
        this.arrived(message.candle);
    }
  }

  /** A message that can't be believed: what it may have said is asked for. */
  private malformed(): void {
    this.tally.malformed += 1;
    this.catchUp(this.exchangeTime);
  }

  private arrived(candle: Candle): void {
    const open = candle[0];
    const sort = this.arrivals.sort(open, this.next);
    if (sort !== 'wanted') {
      this.tally[sort] += 1;
      return;
    }
    const exchangeTime = this.exchangeTime;
    this.tally.took(exchangeTime - open - this.intervalMs);
    const receivedAt = this.options.timing.now();
    const standsSince = this.line.standsSince ?? exchangeTime;
    if (this.arrivals.add({ candle, exchangeTime, receivedAt, standsSince })) this.wake();
    else this.catchUp(exchangeTime);
  }

  /** Asks for what closed until `exchangeTime`. */
  private catchUp(exchangeTime: number): void {
    const closed = Math.floor(exchangeTime / this.intervalMs) * this.intervalMs;
    if (closed > this.catchUpTo) this.catchUpTo = closed;
    this.wake();
  }

  // What is handed on.

  private async handOnArrival(arrival: Arrival): Promise<void> {
    const { candle, exchangeTime, receivedAt, standsSince } = arrival;
    const close = candle[0] + this.intervalMs;
    const now = Math.max(this.exchangeTime, this.settledAt);
    const isLive = standsSince <= close && now < close + this.intervalMs;
    await this.handOn(
      [{ candle, how: isLive ? 'live' : 'back-filled', exchangeTime, receivedAt }],
      close,
    );
  }

  /** Hands bars on; the bar expected afterwards opens at `next`. */
  private async handOn(bars: readonly ReceivedBar[], next: number): Promise<void> {
    if (bars.length > 0) {
      const taken = await this.receiver.bars(bars);
      if (!taken) return;
      for (const { how } of bars) {
        if (how === 'live') this.tally.live += 1;
        else this.tally.backFilled += 1;
      }
    }
    this.next = next;
  }

  // What is asked for.

  /** Asks for the bars from the expected one to `to`, and hands on a page of them. */
  private async fill(to: number): Promise<void> {
    const { signal } = this.asking;
    try {
      const { next: from } = this;
      const found = await this.backFill.ask({ from, to }, signal);
      if (found === null || signal.aborted) return;
      const { bars, next } = this.backFill.arrange(found, this.arrivals);
      if (next === from) this.catchUpTo = Number.NEGATIVE_INFINITY;
      await this.handOn(bars, next);
      this.settledAt = this.exchangeTime;
    } catch (error) {
      if (!signal.aborted) this.fail(asError(error));
    }
  }

  // How it ends.

  private lineState(state: LineState): void {
    if (state.kind === 'failed') this.fail(state.error);
    else this.receiver.state(state);
  }

  private fail(error: Error): void {
    if (this.isOver) return;
    this.end();
    this.receiver.failed(error);
  }

  private end(): void {
    this.isOver = true;
    this.isOn = false;
    this.line.drop();
    this.stopAsking();
    this.wake();
  }

  private stopAsking(): void {
    this.asking.abort();
    this.asking = new AbortController();
  }
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
