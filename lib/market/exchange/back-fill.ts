import type { ReceivedBar } from './bar-receiver';
import { type AnsweredSpan, CandleReader } from './candle-reader';
import type { CandleSpan } from './check-candles';
import { type ExchangeSeries, exchangeIntervals } from './exchange.schema';
import type { ExchangeClock } from './exchange-clock';
import type { ExchangePort } from './exchange-port';
import type { LiveArrivals } from './live-arrivals';
import type { LiveTally } from './live-tally';
import { type Timing, waited } from './timing';

/** A hole younger than this many bars is asked for again a moment later: it may not be published yet. */
export const youngBars = 3;

export interface BackFillOptions {
  readonly series: ExchangeSeries;
  readonly port: ExchangePort;
  readonly timing: Timing;
  /** Wait before a try, ms; 1 = the first after a failure. */
  readonly waits: (attempt: number) => number;
  readonly clock: ExchangeClock;
  readonly tally: LiveTally;
}

/** What the exchange's history has of a span. */
export interface FoundBars {
  /** By their opens. */
  readonly bars: ReadonlyMap<number, ReceivedBar>;
  /** What was answered, from the bar that is handed on next. */
  readonly span: CandleSpan;
  /** What is missing stays so: the exchange has something newer, or doesn't get it right. */
  readonly isSettled: boolean;
}

/** Bars that the stream left out, from the exchange's history. */
export class BackFill {
  private readonly intervalMs: number;
  private readonly reader: CandleReader;

  constructor(private readonly options: BackFillOptions) {
    const { series, port, timing, waits, tally } = options;
    this.intervalMs = exchangeIntervals[series.interval];
    this.reader = new CandleReader({
      series,
      port,
      timing,
      waits,
      malformed: () => {
        tally.malformed += 1;
      },
      repeated: (count) => {
        tally.repeated += count;
      },
    });
  }

  /**
   * Asks for a page of the span, twice where bars are missing in it; null = the signal was aborted.
   * @throws {ExchangeError} for what waiting doesn't mend
   */
  async ask(span: CandleSpan, signal: AbortSignal): Promise<FoundBars | null> {
    const answer = await this.reader.read(span, signal);
    if (answer === null || signal.aborted) return null;
    const bars = new Map<number, ReceivedBar>();
    this.gather(bars, answer);
    const { goesOn, isGivenUp } = answer;
    let { until } = answer;
    if (bars.size < (until - span.from) / this.intervalMs && !isGivenUp) {
      if (until > this.youngFrom()) {
        await waited(this.options.timing, this.options.waits(1), signal);
      }
      const again = await this.reader.read({ from: span.from, to: until }, signal);
      if (again === null || signal.aborted) return null;
      this.gather(bars, again);
      until = Math.min(until, again.until);
    }
    return { bars, span: { from: span.from, to: until }, isSettled: goesOn || isGivenUp };
  }

  /**
   * The bars that were found in order, with what the stream brought between them, and where the next one opens: at
   * `span.from` where nothing is known of the first yet.
   */
  arrange(
    { bars: found, span, isSettled }: FoundBars,
    arrivals: LiveArrivals,
  ): { readonly bars: readonly ReceivedBar[]; readonly next: number } {
    const bars: ReceivedBar[] = [];
    let next = span.from;
    for (let open = span.from; open < span.to; open += this.intervalMs) {
      const bar = found.get(open) ?? fromStream(arrivals, open);
      if (bar === undefined) continue;
      bars.push(bar);
      next = open + this.intervalMs;
    }
    // What is missing at the end is settled once something newer is known, or time has passed over it.
    if (isSettled || arrivals.firstOpen !== null) next = span.to;
    else next = Math.max(next, Math.min(span.to, this.youngFrom()));
    this.options.tally.missing += (next - span.from) / this.intervalMs - bars.length;
    return { bars, next };
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

  private get exchangeTime(): number {
    return this.options.clock.at(this.options.timing.now());
  }
}

function fromStream(arrivals: LiveArrivals, open: number): ReceivedBar | undefined {
  const arrival = arrivals.take(open);
  if (arrival === null) return undefined;
  const { candle, exchangeTime, receivedAt } = arrival;
  return { candle, how: 'back-filled', exchangeTime, receivedAt };
}
