import type { BarClosed, MarketEvent } from '../core/market-event';
import type { BarIndex, InstrumentId, TimestampMs } from '../core/nominal';
import type { BarColumns } from '../market/bars';

/** Yields events in the order they became known. The only thing that differs between a backtest and live prices. */
export interface MarketEventSource {
  /** The next event, or null at the end. The object is reused: it is valid until the next call. */
  next(): MarketEvent | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The closed bars of one instrument, oldest first, from bar `from` up to but not including `to`. */
export class BarEventSource implements MarketEventSource {
  private readonly event: Mutable<BarClosed>;
  private position: number;
  private readonly time: Float64Array;
  private readonly end: number;

  constructor(
    bars: BarColumns & { readonly intervalMs: number },
    range: { readonly from?: number; readonly to?: number } = {},
    instrument: InstrumentId = 0,
  ) {
    this.time = bars.time;
    this.position = range.from ?? 0;
    this.end = range.to ?? bars.time.length;
    this.event = {
      kind: 'bar',
      instrument,
      intervalMs: bars.intervalMs,
      bar: 0 as BarIndex,
      knownTime: 0 as TimestampMs,
    };
  }

  next(): MarketEvent | null {
    const i = this.position;
    if (i >= this.end) return null;
    this.position = i + 1;
    this.event.bar = i as BarIndex;
    this.event.knownTime = (this.time[i]! + this.event.intervalMs) as TimestampMs;
    return this.event;
  }
}
