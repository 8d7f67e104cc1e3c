import { type AnsweredSpan, CandleReader } from './candle-reader';
import { type CandleSpan, candleProblem } from './check-candles';
import type { ExchangeSeries } from './exchange.schema';
import { exchangeIntervals, exchangeListing } from './exchange.schema';
import { ExchangeClock } from './exchange-clock';
import { type Candle, ExchangeError, type ExchangePort, type LiveMessage } from './exchange-port';
import { growingWait } from './growing-wait';
import { type Arrival, LiveArrivals } from './live-arrivals';
import { type LineState, LiveLine, silenceMs } from './live-line';
import { type LiveHealth, LiveTally } from './live-tally';
import { type Timing, waited } from './timing';

/** A closed bar as it was received. */
export interface ReceivedBar {
  readonly candle: Candle;
  /**
   * `live`: handed on while it was the newest closed one, from a stream that stood since before its close.
   * `back-filled`: everything else; nobody could have acted on it in time.
   */
  readonly how: 'live' | 'back-filled';
  /** The exchange's clock when it came, UTC epoch ms. */
  readonly exchangeTime: number;
  /** The local clock when it came, UTC epoch ms. */
  readonly receivedAt: number;
}

export interface LiveBarsHandlers {
  /**
   * Closed bars, strictly consecutive but for bars the exchange itself has none of; each once, oldest first. Live ones come
   * one by one, back-filled ones by the page. Nothing newer is handed on before the promise resolves; where it rejects the
   * feed fails.
   */
  bars(bars: readonly ReceivedBar[]): Promise<void> | void;
  /** In order with the bars: told after those that came before. */
  state(state: LineState): Promise<void> | void;
  /** The bar that is forming, the one after the last handed on; for display alone, at once. */
  forming?(candle: Candle, exchangeTime: number): void;
}

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

/** A hole younger than this many bars is asked for again a moment later: it may not be published yet. */
const youngBars = 3;
/** A message that is older than the newest one by so many bars is not late: the exchange's time was turned back. */
const leastLeapBars = 100;

/**
 * Closed bars of an exchange, strictly consecutive and each exactly once, made of a live stream that may repeat, leave out,
 * mix up or end, and of the exchange's history, which fills what the stream left out before anything newer is handed on.
 */
export class LiveBars {
  private readonly intervalMs: number;
  private readonly clock: ExchangeClock;
  private readonly tally = new LiveTally();
  private readonly line: LiveLine;
  private readonly reader: CandleReader;
  private readonly waits: (attempt: number) => number;
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
  private telling: Promise<void> = Promise.resolve();
  private running: Promise<void> | null = null;

  constructor(private readonly options: LiveBarsOptions) {
    const { series, from, port, timing, waits } = options;
    this.intervalMs = exchangeIntervals[series.interval];
    this.next = Math.floor((from + this.intervalMs - 1) / this.intervalMs) * this.intervalMs;
    this.clock = new ExchangeClock(exchangeListing(series.exchange).speed, 2 * silenceMs(series));
    this.waits = waits ?? growingWait;
    this.line = new LiveLine({
      series,
      port,
      timing,
      waits: this.waits,
      message: (message) => this.heard(message),
      state: (state) => this.lineState(state),
    });
    this.reader = new CandleReader({
      series,
      port,
      timing,
      waits: this.waits,
      malformed: () => {
        this.tally.malformed += 1;
      },
      repeated: (count) => {
        this.tally.repeated += count;
      },
    });
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
    await this.telling;
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
    const { timing } = this.options;
    if (message.kind === 'trouble') {
      this.tally.malformed += 1;
      this.catchUp(this.exchangeTime);
      return;
    }
    const { exchangeTime } = message;
    if (message.kind !== 'open' && !this.isSound(message.candle)) {
      // What it says of the time is not believed either.
      this.tally.malformed += 1;
      this.catchUp(this.exchangeTime);
      return;
    }
    if (message.kind === 'closed' && message.candle[0] + this.intervalMs > exchangeTime) {
      this.tally.malformed += 1;
      this.catchUp(this.exchangeTime);
      return;
    }
    if (exchangeTime < this.clock.said - leastLeapBars * this.intervalMs) {
      const text =
        'The exchange’s time went back: its market has begun again. Start anew from there.';
      this.fail(new ExchangeError(text, 'request'));
      return;
    }
    this.clock.observe(exchangeTime, timing.now());
    switch (message.kind) {
      case 'open':
        this.catchUp(exchangeTime);
        return;
      case 'forming':
        if (message.candle[0] === this.next) {
          this.options.handlers.forming?.(message.candle, exchangeTime);
        }
        // Several bars closed and none was told: don't wait for the next one that is.
        if (exchangeTime - this.next >= youngBars * this.intervalMs) this.catchUp(exchangeTime);
        return;
      case 'closed':
        this.arrived(message.candle);
    }
  }

  private isSound(candle: Candle): boolean {
    return candleProblem(candle, this.intervalMs) === null;
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
      const taken = await this.tell(() => this.options.handlers.bars(bars));
      if (!taken) return;
      for (const { how } of bars) {
        if (how === 'live') this.tally.live += 1;
        else this.tally.backFilled += 1;
      }
    }
    this.next = next;
  }

  /** Calls the receiver after everything it was told before; false = it refused, and the feed has failed. */
  private tell(call: () => Promise<void> | void): Promise<boolean> {
    const told = this.telling.then(async () => {
      try {
        await call();
        return true;
      } catch (error) {
        this.fail(asError(error));
        return false;
      }
    });
    this.telling = told.then(() => undefined);
    return told;
  }

  // What is asked for.

  /** Asks for the bars from the expected one to `to`, and hands on a page of them. */
  private async fill(to: number): Promise<void> {
    const { signal } = this.asking;
    try {
      const span = { from: this.next, to };
      const answer = await this.reader.read(span, signal);
      if (answer === null || signal.aborted) return;
      const found = new Map<number, ReceivedBar>();
      this.gather(found, answer);
      let { until } = answer;
      if (found.size < (until - span.from) / this.intervalMs && !answer.isGivenUp) {
        if (until > this.youngFrom()) {
          await waited(this.options.timing, this.waits(1), signal);
        }
        const again = await this.reader.read({ from: span.from, to: until }, signal);
        if (again === null || signal.aborted) return;
        this.gather(found, again);
        until = Math.min(until, again.until);
      }
      await this.handOnAnswer(found, { from: span.from, to: until }, answer);
      this.settledAt = this.exchangeTime;
    } catch (error) {
      if (!signal.aborted) this.fail(asError(error));
    }
  }

  private gather(found: Map<number, ReceivedBar>, answer: AnsweredSpan): void {
    const exchangeTime = Math.max(answer.exchangeTime, this.exchangeTime);
    const receivedAt = this.options.timing.now();
    for (const candle of answer.candles) {
      found.set(candle[0], { candle, how: 'back-filled', exchangeTime, receivedAt });
    }
  }

  /** What is missing after this may not be published yet. */
  private youngFrom(): number {
    const closed = Math.floor(this.exchangeTime / this.intervalMs) * this.intervalMs;
    return closed - youngBars * this.intervalMs;
  }

  private async handOnAnswer(
    found: ReadonlyMap<number, ReceivedBar>,
    span: CandleSpan,
    { goesOn, isGivenUp }: AnsweredSpan,
  ): Promise<void> {
    const bars: ReceivedBar[] = [];
    let next = span.from;
    for (let open = span.from; open < span.to; open += this.intervalMs) {
      const bar = found.get(open) ?? this.fromStream(open);
      if (bar === undefined) continue;
      bars.push(bar);
      next = open + this.intervalMs;
    }
    // What is missing at the end is settled once something newer is known, or time has passed over it.
    if (goesOn || isGivenUp || this.arrivals.firstOpen !== null) next = span.to;
    else next = Math.max(next, Math.min(span.to, this.youngFrom()));
    if (next === span.from) this.catchUpTo = Number.NEGATIVE_INFINITY;
    this.tally.missing += (next - span.from) / this.intervalMs - bars.length;
    await this.handOn(bars, next);
  }

  private fromStream(open: number): ReceivedBar | undefined {
    const arrival = this.arrivals.take(open);
    if (arrival === null) return undefined;
    const { candle, exchangeTime, receivedAt } = arrival;
    return { candle, how: 'back-filled', exchangeTime, receivedAt };
  }

  // How it ends.

  private lineState(state: LineState): void {
    if (state.kind === 'failed') this.fail(state.error);
    else void this.tell(() => this.options.handlers.state(state));
  }

  private fail(error: Error): void {
    if (this.isOver) return;
    this.end();
    this.telling = this.telling
      .then(() => this.options.handlers.state({ kind: 'failed', error }))
      .catch(() => undefined);
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
