import { DAY_MS } from '../../market/civil-date';
import { bucketOf, type Kline, klineAt, klinesOf } from './klines';
import { RequestQuery } from './request-query';
import { jsonAnswer, type RestAnswer, VenueRefusal } from './rest-answer';
import { lastTrade, priceBeside, quoteAt, type Trade, tradesOf } from './trades';
import type { VenueListing, VenueMarket, VenueSeries } from './venue-market';
import { wireAmount, wireNumber } from './wire-number';

/** Most bars, trades and levels in one answer. */
const most = 1000;

type Route = (query: RequestQuery, market: VenueMarket, now: number) => unknown;

const routes: Readonly<Record<string, Route>> = {
  '/api/v3/ping': () => ({}),
  '/api/v3/time': (_query, _market, now) => ({ serverTime: now }),
  '/api/v3/exchangeInfo': (query, _market, now) => ({
    timezone: 'UTC',
    serverTime: now,
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
      { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61000 },
    ],
    exchangeFilters: [],
    symbols: query.someSeries().all.map(({ listing }) => symbolInfo(listing)),
  }),
  '/api/v3/klines': (query, _market, now) => {
    const series = query.series();
    const range = {
      from: query.whole('startTime'),
      to: query.whole('endTime'),
      limit: query.limit(500, most),
    };
    return klinesOf(series, query.interval(series).ms, range, now).map(klineRow);
  },
  '/api/v3/aggTrades': (query, _market, now) => {
    const range = {
      fromId: query.whole('fromId'),
      from: query.whole('startTime'),
      to: query.whole('endTime'),
      limit: query.limit(500, most),
    };
    return tradesOf(query.series(), range, now).map(aggTrade);
  },
  '/api/v3/trades': (query, _market, now) =>
    tradesOf(query.series(), { limit: query.limit(500, most) }, now).map((trade) => ({
      id: trade.id,
      price: wireNumber(trade.price),
      qty: wireNumber(trade.quantity),
      quoteQty: wireAmount(trade.price * trade.quantity),
      time: trade.time,
      isBuyerMaker: trade.isSellerTaker,
      isBestMatch: true,
    })),
  '/api/v3/ticker/bookTicker': (query, _market, now) => perSymbol(query, bookTicker, now),
  '/api/v3/ticker/price': (query, _market, now) =>
    perSymbol(
      query,
      (series, at) => ({
        symbol: series.listing.id,
        price: wireNumber(lastTrade(series, at)?.price ?? 0),
      }),
      now,
    ),
  '/api/v3/ticker/24hr': (query, _market, now) => perSymbol(query, dayTicker, now),
  '/api/v3/depth': (query, _market, now) => depth(query.series(), query.limit(100, most), now),
  // A client that also lists futures finds that there are none.
  '/fapi/v1/exchangeInfo': () => ({ timezone: 'UTC', symbols: [] }),
  '/dapi/v1/exchangeInfo': () => ({ timezone: 'UTC', symbols: [] }),
};

/** Answers one request. Never throws for what a client sends. */
export function answerRequest(
  method: string,
  url: URL,
  market: VenueMarket,
  now: number,
): RestAnswer {
  const route = Object.hasOwn(routes, url.pathname) ? routes[url.pathname]! : null;
  if (route === null)
    return { status: 404, headers: {}, body: '<html><body>404 Not found</body></html>' };
  try {
    if (method !== 'GET') throw new VenueRefusal(405, -1000, 'Request method not supported.');
    const value = route(new RequestQuery(url.searchParams, market), market, now);
    return jsonAnswer(value, 200, { 'x-mbx-used-weight-1m': '1' });
  } catch (error) {
    if (error instanceof VenueRefusal) return error.answer;
    throw error;
  }
}

function perSymbol(
  query: RequestQuery,
  of: (series: VenueSeries, now: number) => unknown,
  now: number,
): unknown {
  const { all, isSingle } = query.someSeries();
  return isSingle ? of(all[0]!, now) : all.map((series) => of(series, now));
}

function symbolInfo(listing: VenueListing): unknown {
  const tickSize = wireNumber(listing.tickSize === 0 ? 1e-8 : listing.tickSize);
  const stepSize = wireNumber(listing.stepSize === 0 ? 1e-8 : listing.stepSize);
  return {
    symbol: listing.id,
    status: 'TRADING',
    baseAsset: listing.base,
    baseAssetPrecision: 8,
    quoteAsset: listing.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: true,
    ocoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '10000000.00000000', tickSize },
      { filterType: 'LOT_SIZE', minQty: stepSize, maxQty: '90000000.00000000', stepSize },
      {
        filterType: 'NOTIONAL',
        minNotional: '5.00000000',
        applyMinToMarket: true,
        avgPriceMins: 5,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_MAKER'],
  };
}

function klineRow(kline: Kline): unknown {
  return [
    kline.openTime,
    wireNumber(kline.open),
    wireNumber(kline.high),
    wireNumber(kline.low),
    wireNumber(kline.close),
    wireNumber(kline.volume),
    kline.openTime + kline.intervalMs - 1,
    wireAmount(kline.quoteVolume),
    kline.trades,
    wireAmount(kline.volume / 2),
    wireAmount(kline.quoteVolume / 2),
    '0',
  ];
}

function aggTrade(trade: Trade): unknown {
  return {
    a: trade.id,
    p: wireNumber(trade.price),
    q: wireNumber(trade.quantity),
    f: trade.id,
    l: trade.id,
    T: trade.time,
    m: trade.isSellerTaker,
    M: true,
  };
}

function bookTicker(series: VenueSeries, now: number): unknown {
  const quote = quoteAt(series, now);
  return {
    symbol: series.listing.id,
    bidPrice: wireNumber(quote?.bid ?? 0),
    bidQty: wireNumber(quote?.bidQuantity ?? 0),
    askPrice: wireNumber(quote?.ask ?? 0),
    askQty: wireNumber(quote?.askQuantity ?? 0),
  };
}

/** The day up to now, from the bar that formed a day ago. */
function dayTicker(series: VenueSeries, now: number): unknown {
  const from = bucketOf(now - DAY_MS, series.intervalMs);
  const day = klineAt(series, now + 1 - from, from, now);
  const quote = quoteAt(series, now);
  const change = day === null ? 0 : day.close - day.open;
  return {
    symbol: series.listing.id,
    priceChange: wireAmount(change),
    priceChangePercent: (day === null ? 0 : (100 * change) / day.open).toFixed(3),
    weightedAvgPrice: wireAmount(
      day === null || day.volume === 0 ? 0 : day.quoteVolume / day.volume,
    ),
    prevClosePrice: wireNumber(day?.open ?? 0),
    lastPrice: wireNumber(day?.close ?? 0),
    lastQty: wireNumber(lastTrade(series, now)?.quantity ?? 0),
    bidPrice: wireNumber(quote?.bid ?? 0),
    bidQty: wireNumber(quote?.bidQuantity ?? 0),
    askPrice: wireNumber(quote?.ask ?? 0),
    askQty: wireNumber(quote?.askQuantity ?? 0),
    openPrice: wireNumber(day?.open ?? 0),
    highPrice: wireNumber(day?.high ?? 0),
    lowPrice: wireNumber(day?.low ?? 0),
    volume: wireNumber(day?.volume ?? 0),
    quoteVolume: wireAmount(day?.quoteVolume ?? 0),
    openTime: now - DAY_MS,
    closeTime: now,
    firstId: day?.firstTrade ?? -1,
    lastId: day === null ? -1 : day.firstTrade + day.trades - 1,
    count: day?.trades ?? 0,
  };
}

/** A ladder of equal steps and equal quantities about the last price. */
function depth(series: VenueSeries, limit: number, now: number): unknown {
  const last = lastTrade(series, now);
  const side = (direction: 1 | -1): [string, string][] => {
    if (last === null) return [];
    return Array.from({ length: limit }, (_, i) => [
      wireNumber(priceBeside(series, last.price, direction * (i + 1))),
      wireNumber(last.quantity),
    ]);
  };
  return { lastUpdateId: last === null ? 0 : last.id + 1, bids: side(-1), asks: side(1) };
}
