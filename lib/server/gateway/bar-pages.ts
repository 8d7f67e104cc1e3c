import { LRUCache } from 'lru-cache';
import { type ExchangeInterval, exchangeIntervals } from '../../market/exchange/exchange.schema';
import type { Candle } from '../../market/exchange/exchange-port';

/** Bars that open in `[start, end)`, and what the same answer said of what follows. */
export interface BarPage {
  readonly start: number;
  readonly end: number;
  /** Closed bars, oldest first. */
  readonly bars: readonly Candle[];
  /** The first bar at or after `end` that came with the answer, null = it had none. */
  readonly beyond: number | null;
  /** Whether every bar of the page is closed, so that it will not change. */
  readonly isWhole: boolean;
}

/** What pages are read from. */
export interface BarSource {
  readonly key: string;
  readonly pageBars: number;
  readonly now: () => Promise<number>;
  readonly bars: (
    symbol: string,
    interval: ExchangeInterval,
    since: number,
    limit: number,
  ) => Promise<Candle[]>;
}

/** Bars late in an exchange's own history: a page is kept once this long has passed since its end, ms or one bar. */
const settleMs = 60_000;
const keptBytes = 64 * 1024 * 1024;
/** Six numbers and the list around them. */
const bytesABar = 112;

/**
 * Pages of bars on a fixed grid, so that different ranges share them. Pages that are closed as a whole are kept, the
 * least used ones dropped first; requests for the same page at the same time share one answer.
 */
export class BarPages {
  private readonly kept = new LRUCache<string, BarPage>({
    maxSize: keptBytes,
    sizeCalculation: ({ bars }) => 256 + bars.length * bytesABar,
  });
  private readonly underWay = new Map<string, Promise<BarPage>>();

  /** The page that holds `time`. @throws {ExchangeError} */
  async at(
    source: BarSource,
    symbol: string,
    interval: ExchangeInterval,
    time: number,
  ): Promise<BarPage> {
    const pageMs = source.pageBars * exchangeIntervals[interval];
    const start = Math.floor(time / pageMs) * pageMs;
    const key = `${source.key} ${symbol} ${interval} ${start}`;
    const known = this.kept.get(key) ?? this.underWay.get(key);
    if (known !== undefined) return known;
    const loading = this.load(source, symbol, interval, start).then((page) => {
      if (page.isSettled) this.kept.set(key, page);
      return page;
    });
    this.underWay.set(key, loading);
    try {
      return await loading;
    } finally {
      this.underWay.delete(key);
    }
  }

  private async load(
    source: BarSource,
    symbol: string,
    interval: ExchangeInterval,
    start: number,
  ): Promise<BarPage & { readonly isSettled: boolean }> {
    const intervalMs = exchangeIntervals[interval];
    const end = start + source.pageBars * intervalMs;
    // The clock first: a bar that was closed before the bars were asked for came with its final values.
    const now = await source.now();
    const answer = await source.bars(symbol, interval, start, source.pageBars);
    const newest = answer.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
    const closed = answer.filter(([time]) => time < newest || time + intervalMs <= now);
    return {
      start,
      end,
      bars: closed.filter(([time]) => time >= start && time < end),
      beyond: closed.find(([time]) => time >= end)?.[0] ?? null,
      isWhole: end <= now,
      isSettled: end + Math.max(settleMs, intervalMs) <= now,
    };
  }
}
