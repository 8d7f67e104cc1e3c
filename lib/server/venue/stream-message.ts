import { klineAt } from './klines';
import { intervalMs } from './request-query';
import { quoteAt, type Trade } from './trades';
import type { VenueMarket, VenueSeries } from './venue-market';
import { wireAmount, wireNumber } from './wire-number';

/** A stream by its name: `btcusdt@kline_1m`, `btcusdt@aggTrade`, `btcusdt@trade`, `btcusdt@bookTicker`. */
export type VenueStream = {
  readonly name: string;
  readonly series: VenueSeries;
} & (
  | { readonly kind: 'kline'; readonly interval: string; readonly intervalMs: number }
  | { readonly kind: 'aggTrade' | 'trade' }
  | { readonly kind: 'bookTicker' }
);

/** The stream of a name, null where the venue has none: such a name may be subscribed and stays quiet. */
export function streamNamed(name: string, market: VenueMarket): VenueStream | null {
  const [, id, kind, interval] =
    /^([a-z0-9]+)@(kline|aggTrade|trade|bookTicker)(?:_(\w+))?$/.exec(name) ?? [];
  const series = market.get((id ?? '').toUpperCase());
  if (series === undefined) return null;
  if (kind !== 'kline') {
    if (interval !== undefined) return null;
    return kind === 'bookTicker' ? { name, series, kind } : { name, series, kind: kind as 'trade' };
  }
  const ms = intervalMs(interval ?? '');
  if (ms === null || ms % series.intervalMs !== 0) return null;
  return { name, series, kind, interval: interval!, intervalMs: ms };
}

/** The bar of a kline stream that opens at `openTime`, as the stream tells it at `now`; null where there is none. */
export function klineMessage(
  stream: VenueStream & { readonly kind: 'kline' },
  openTime: number,
  now: number,
): object | null {
  const kline = klineAt(stream.series, stream.intervalMs, openTime, now);
  if (kline === null) return null;
  const { id } = stream.series.listing;
  return {
    e: 'kline',
    E: now,
    s: id,
    k: {
      t: openTime,
      T: openTime + stream.intervalMs - 1,
      s: id,
      i: stream.interval,
      f: kline.firstTrade,
      L: kline.firstTrade + kline.trades - 1,
      o: wireNumber(kline.open),
      c: wireNumber(kline.close),
      h: wireNumber(kline.high),
      l: wireNumber(kline.low),
      v: wireNumber(kline.volume),
      n: kline.trades,
      x: kline.isClosed,
      q: wireAmount(kline.quoteVolume),
      V: wireAmount(kline.volume / 2),
      Q: wireAmount(kline.quoteVolume / 2),
      B: '0',
    },
  };
}

export function tradeMessage(
  stream: VenueStream & { readonly kind: 'aggTrade' | 'trade' },
  trade: Trade,
  now: number,
): object {
  const shared = {
    e: stream.kind,
    E: now,
    s: stream.series.listing.id,
    p: wireNumber(trade.price),
    q: wireNumber(trade.quantity),
    T: trade.time,
    m: trade.isSellerTaker,
    M: true,
  };
  return stream.kind === 'trade'
    ? { ...shared, t: trade.id }
    : { ...shared, a: trade.id, f: trade.id, l: trade.id };
}

export function quoteMessage(series: VenueSeries, now: number): object | null {
  const quote = quoteAt(series, now);
  if (quote === null) return null;
  return {
    u: quote.updateId,
    s: series.listing.id,
    b: wireNumber(quote.bid),
    B: wireNumber(quote.bidQuantity),
    a: wireNumber(quote.ask),
    A: wireNumber(quote.askQuantity),
  };
}
