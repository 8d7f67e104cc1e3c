import { pro } from 'ccxt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { binanceUrls } from '../../../../lib/server/venue/binance-urls';
import { klineAt } from '../../../../lib/server/venue/klines';
import { replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';
import { minuteBars } from '../../../support/minute-bars';
import { minute, steppedVenue } from '../../../support/venue';

const start = replayStart + 3 * 1440 * minute;

/** ccxt's Binance, changed in nothing but the addresses. */
async function binanceAt(address: string) {
  const exchange = new pro.binance({ urls: binanceUrls(address) });
  await exchange.loadHttpProxyAgent();
  onTestFinished(() => exchange.close());
  return exchange;
}

describe('ccxt’s Binance, pointed at a venue', () => {
  it('has no address left that is not the venue’s', async () => {
    const { venue } = await steppedVenue({ bars: 10 });
    const exchange = await binanceAt(venue.url);
    const leaves = (tree: object): string[] =>
      Object.values(tree).flatMap((leaf) => (typeof leaf === 'string' ? [leaf] : leaves(leaf)));
    const all = leaves(exchange.urls.api as object);
    expect(all.length).toBeGreaterThan(25);
    const host = venue.url.slice('http://'.length);
    for (const address of all) expect(address).toMatch(new RegExp(`^(http|ws)://${host}/`));
  });

  it('reads markets, the time, bars, trades, tickers and the book', async () => {
    const { venue } = await steppedVenue({ market: replayMarket(), start });
    const exchange = await binanceAt(venue.url);
    await exchange.loadMarkets();
    expect(exchange.symbols).toEqual(['BTC/USDT', 'ETH/USDT', 'EUR/USD', 'SOL/USDT']);
    const market = exchange.market('EUR/USD');
    expect([market.base, market.quote, market.spot, market.active]).toEqual([
      'EUR',
      'USD',
      true,
      true,
    ]);
    expect(market.precision.price).toBe(0.00001);
    expect(await exchange.fetchTime()).toBe(start);
    const trades = await exchange.fetchTrades('BTC/USDT', start - 2 * minute, 5);
    expect(trades.map((trade) => trade.timestamp)).toEqual(
      [0, 1, 2, 3, 4].map((k) => start - 2 * minute + 15_000 * k),
    );
    const quotes = await exchange.fetchBidsAsks(['BTC/USDT']);
    const ticker = await exchange.fetchTicker('BTC/USDT');
    expect(quotes['BTC/USDT']!.bid).toBeLessThan(ticker.last!);
    expect(quotes['BTC/USDT']!.ask).toBeGreaterThan(ticker.last!);
    const book = await exchange.fetchOrderBook('BTC/USDT', 5);
    expect(book.bids).toHaveLength(5);
  });

  it('reads every page of bars as the source has them', async () => {
    const bars = await minuteBars(2500);
    const { venue } = await steppedVenue({ bars: 2500, start: replayStart + 2500 * minute });
    const exchange = await binanceAt(venue.url);
    exchange.enableRateLimit = false;
    const rows: number[][] = [];
    for (let from = replayStart; ; from = rows.at(-1)![0]! + minute) {
      const page = await exchange.fetchOHLCV('BTC/USDT', '1m', from, 1000);
      rows.push(...(page as number[][]));
      if (page.length < 1000) break;
    }
    expect(rows).toEqual(
      Array.from({ length: 2500 }, (_, i) => [
        bars.time[i],
        bars.open[i],
        bars.high[i],
        bars.low[i],
        bars.close[i],
        bars.volume[i],
      ]),
    );
  });

  it('understands refusals', async () => {
    const { venue } = await steppedVenue({ market: replayMarket(), start });
    const exchange = await binanceAt(venue.url);
    await exchange.loadMarkets();
    const named = (name: string) => expect.objectContaining({ name });
    const ask = (symbol: string) => exchange.publicGetKlines({ symbol, interval: '1m' });
    await expect(ask('NOSUCH')).rejects.toEqual(named('BadSymbol'));
    venue.inject({ kind: 'rate-limit', requests: 1, retryAfterSeconds: 1 });
    await expect(ask('BTCUSDT')).rejects.toEqual(named('DDoSProtection'));
    venue.inject({ kind: 'server-error', requests: 1 });
    await expect(ask('BTCUSDT')).rejects.toEqual(named('ExchangeNotAvailable'));
    venue.inject({ kind: 'disconnect', forMs: 1 });
    await expect(ask('BTCUSDT')).rejects.toThrow();
  });

  it('watches bars as they form and close', async () => {
    const market = replayMarket();
    const { venue, clock } = await steppedVenue({ market, start });
    const exchange = await binanceAt(venue.url);
    await exchange.loadMarkets();
    const seen = new Map<number, number[]>();
    let wanted = exchange.watchOHLCV('BTC/USDT', '5m');
    await until(() => venue.counts.messages > 0);
    for (let step = 0; step < 50; step++) {
      clock.advance(15_000);
      for (const row of (await wanted) as number[][]) seen.set(row[0]!, row);
      wanted = exchange.watchOHLCV('BTC/USDT', '5m');
    }
    wanted.catch(() => undefined);
    expect([...seen.keys()]).toEqual([start, start + 5 * minute, start + 10 * minute]);
    for (const openTime of seen.keys()) {
      const kline = klineAt(market.get('BTCUSDT')!, 5 * minute, openTime, clock.now())!;
      const { open, high, low, close, volume } = kline;
      expect(seen.get(openTime)).toEqual([openTime, open, high, low, close, volume]);
    }
  });

  it('watches trades and quotes, and finds out that the line is down', async () => {
    const { venue, clock } = await steppedVenue({ market: replayMarket(), start });
    const exchange = await binanceAt(venue.url);
    await exchange.loadMarkets();
    const trades = exchange.watchTrades('ETH/USDT');
    const quotes = exchange.watchBidsAsks(['ETH/USDT']);
    await until(() => venue.counts.messages > 1);
    clock.advance(15_000);
    const [trade] = await trades;
    expect(trade!.timestamp).toBe(start + 15_000);
    expect((await quotes)['ETH/USDT']!.bid).toBeCloseTo(trade!.price! - 0.01, 6);
    const next = exchange.watchTrades('ETH/USDT');
    venue.inject({ kind: 'disconnect', forMs: 0 });
    await expect(next).rejects.toThrow('closed');
  });
});

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 2000) throw new Error('It did not come to hold.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
