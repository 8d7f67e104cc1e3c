import { barPath, formingBar, tradesABar, tradesBy } from './bar-path';
import type { VenueSeries } from './venue-market';

/** A bar of any length as the venue knows it at a moment. */
export interface Kline {
  readonly openTime: number;
  readonly intervalMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Σ price · quantity of its trades. */
  readonly quoteVolume: number;
  readonly trades: number;
  /** Number of its first trade; `trades` more follow without a hole. */
  readonly firstTrade: number;
  readonly isClosed: boolean;
}

/** Open time of the bar of this length that holds a moment: bars are counted from 1970 in UTC. */
export function bucketOf(timeMs: number, intervalMs: number): number {
  return Math.floor(timeMs / intervalMs) * intervalMs;
}

/**
 * The bar that opens at `openTime`, of all source bars in it that have begun by `nowMs`: first open, highest high,
 * lowest low, last close, volumes added oldest first. Null where the source has none.
 */
export function klineAt(
  series: VenueSeries,
  intervalMs: number,
  openTime: number,
  nowMs: number,
): Kline | null {
  const first = series.indexFrom(openTime);
  const end = Math.min(openTime + intervalMs, nowMs + 1);
  let [open, high, low, close, volume, quoteVolume, trades] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = first; i < series.length; i++) {
    const whole = series.bar(i);
    if (whole[0] >= end) break;
    const done = tradesBy(whole[0], series.intervalMs, nowMs);
    const bar = formingBar(whole, done);
    if (i === first) [, open, high, low] = bar;
    high = Math.max(high, bar[2]);
    low = Math.min(low, bar[3]);
    close = bar[4];
    volume += bar[5];
    const path = barPath(whole);
    for (let k = 0; k < done; k++) quoteVolume += (path[k]! * whole[5]) / tradesABar;
    trades += done;
  }
  if (trades === 0) return null;
  return {
    openTime,
    intervalMs,
    open,
    high,
    low,
    close,
    volume: toStep(volume, series.listing.stepSize),
    quoteVolume,
    trades,
    firstTrade: first * tradesABar,
    isClosed: nowMs >= openTime + intervalMs,
  };
}

/** Takes the rounding of a sum of multiples of a step out of it. */
function toStep(value: number, step: number): number {
  if (step === 0) return value;
  const steps = Math.floor(1 / step + 0.5);
  return Math.floor(value * steps + 0.5) / steps;
}

export interface KlineRange {
  /** Bars that open at or after this moment; the newest ones are meant where it is left out. */
  readonly from?: number | undefined;
  /** Bars that open at or before this moment. */
  readonly to?: number | undefined;
  readonly limit: number;
}

/** Bars of a range by `nowMs`, oldest first, the forming one included. */
export function klinesOf(
  series: VenueSeries,
  intervalMs: number,
  range: KlineRange,
  nowMs: number,
): Kline[] {
  const newest = Math.min(range.to ?? nowMs, nowMs);
  const klines: Kline[] = [];
  const take = (index: number): number => {
    const openTime = bucketOf(series.bar(index)[0], intervalMs);
    const kline = klineAt(series, intervalMs, openTime, nowMs);
    if (kline !== null) klines.push(kline);
    return openTime;
  };
  if (range.from === undefined) {
    let index = series.indexFrom(bucketOf(newest, intervalMs) + intervalMs) - 1;
    while (index >= 0 && series.bar(index)[0] > nowMs) index--;
    while (index >= 0 && klines.length < range.limit) index = series.indexFrom(take(index)) - 1;
    return klines.reverse();
  }
  const first = Math.floor((range.from + intervalMs - 1) / intervalMs) * intervalMs;
  let index = series.indexFrom(first);
  while (index < series.length && klines.length < range.limit) {
    const { 0: time } = series.bar(index);
    if (time > nowMs || bucketOf(time, intervalMs) > newest) break;
    index = series.indexFrom(take(index) + intervalMs);
  }
  return klines;
}
