import { type ExchangeSeries, exchangeIntervals } from '../../market/exchange/exchange.schema';
import { waited } from '../../market/exchange/timing';
import type { ExchangeDesk } from './exchange-desk';

/** The newest bar as a stream or a poll shows it; its values are not checked. */
export type BarSignal = readonly unknown[];

/** A source of signals of one series. */
export interface BarSignals {
  /** Waits for the next one. Rejects when the source is broken; the call after that begins anew. */
  next(): Promise<BarSignal>;
  /** Whether the connection stands, though nothing may have come over it yet. */
  isConnected(): boolean;
  close(): void;
}

/** The exchange's own stream, or a poll of its history where it has none. */
export function openSignals(
  desk: ExchangeDesk,
  series: ExchangeSeries,
  onUnreadable: () => void,
): BarSignals {
  const stream = desk.openStream();
  if (stream === null) return new PolledSignals(desk, series);
  stream.onUnreadable = onUnreadable;
  const { exchange } = stream;
  return {
    async next() {
      const bars: unknown = await exchange.watchOHLCV(series.symbol, series.interval);
      // Late bars are put at the end, so the newest one is looked for.
      let newest: BarSignal = [];
      for (const bar of Array.isArray(bars) ? (bars as unknown[]) : []) {
        if (!Array.isArray(bar)) continue;
        if (newest.length === 0 || !(bar[0] < Number(newest[0]))) newest = bar;
      }
      return newest;
    },
    isConnected: () =>
      Object.values(exchange.clients ?? {}).some(({ isConnected }) => isConnected === true),
    close() {
      exchange.close(true).catch(() => {});
    },
  };
}

/** Asks for the newest bar twenty times a bar, at most every two and at least every fifteen seconds. */
class PolledSignals implements BarSignals {
  private isFirst = true;
  private readonly closed = new AbortController();
  private answered = false;

  constructor(
    private readonly desk: ExchangeDesk,
    private readonly series: ExchangeSeries,
  ) {}

  async next(): Promise<BarSignal> {
    const { symbol, interval } = this.series;
    const intervalMs = exchangeIntervals[interval];
    if (!this.isFirst) {
      const wait = Math.max(2_000, Math.min(15_000, intervalMs / 20));
      await waited(this.desk.timing, wait, this.closed.signal);
      this.closed.signal.throwIfAborted();
    }
    this.isFirst = false;
    this.answered = false;
    const opened = Math.floor((await this.desk.clock.now()) / intervalMs) * intervalMs;
    const bars = await this.desk.bars(symbol, interval, opened - intervalMs, 2);
    this.answered = true;
    return bars.at(-1) ?? [];
  }

  isConnected(): boolean {
    return this.answered;
  }

  close(): void {
    this.closed.abort();
  }
}
