import { describe, expect, it } from 'vitest';
import { replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';
import { minute, steppedVenue } from '../../../support/venue';

const day = 1440 * minute;
const start = replayStart + 3 * day + 90 * minute + 31_000;

describe('the REST interface of a venue', () => {
  it('answers ping and tells its own time', async () => {
    const { get, clock } = await steppedVenue();
    expect((await get('/api/v3/ping')).json).toEqual({});
    expect((await get('/api/v3/time')).json).toEqual({ serverTime: clock.now() });
    clock.advance(1234);
    expect((await get('/api/v3/time')).json).toEqual({ serverTime: clock.now() });
  });

  it('lists its symbols with their steps, all or those asked for', async () => {
    const { get } = await steppedVenue({ market: replayMarket(), start });
    const all = (await get('/api/v3/exchangeInfo')).json as { symbols: { symbol: string }[] };
    expect(all.symbols.map((one) => one.symbol)).toEqual([
      'BTCUSDT',
      'ETHUSDT',
      'SOLUSDT',
      'EURUSD',
    ]);
    const one = (await get('/api/v3/exchangeInfo?symbol=EURUSD')).json as typeof all;
    expect(one.symbols).toHaveLength(1);
    expect(one.symbols[0]).toMatchObject({
      baseAsset: 'EUR',
      quoteAsset: 'USD',
      status: 'TRADING',
      filters: [
        { filterType: 'PRICE_FILTER', tickSize: '0.00001000' },
        { filterType: 'LOT_SIZE', stepSize: '1.00000000' },
        { filterType: 'NOTIONAL' },
      ],
    });
    const two = (await get('/api/v3/exchangeInfo?symbols=["BTCUSDT","SOLUSDT"]'))
      .json as typeof all;
    expect(two.symbols.map((each) => each.symbol)).toEqual(['BTCUSDT', 'SOLUSDT']);
  });

  it('gives klines by start, by end, by both and the newest', async () => {
    const { get, clock } = await steppedVenue();
    const times = async (query: string) =>
      ((await get(`/api/v3/klines?symbol=BTCUSDT&interval=1m${query}`)).json as [number][]).map(
        ([time]) => time - replayStart,
      );
    clock.advance(20_000);
    const now = clock.now() - 20_000 - replayStart;
    expect(await times('&limit=3')).toEqual([now - 2 * minute, now - minute, now]);
    expect((await times('')).length).toBe(301);
    const end = replayStart + 10 * minute;
    expect(await times(`&endTime=${end}&limit=2`)).toEqual([9 * minute, 10 * minute]);
    expect(await times(`&startTime=${end + 1}&limit=2`)).toEqual([11 * minute, 12 * minute]);
    expect(await times(`&startTime=${replayStart}&endTime=${replayStart + minute}`)).toEqual([
      0,
      minute,
    ]);
    expect(await times(`&startTime=${end}&endTime=${replayStart}`)).toEqual([]);
    expect(await times(`&startTime=${clock.now() + minute}`)).toEqual([]);
    expect(await times('&startTime=0&limit=5000')).toHaveLength(301);
  });

  it('writes a kline as Binance does', async () => {
    const { get } = await steppedVenue({ market: replayMarket(), start });
    const { json } = await get('/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=2');
    const [closed, forming] = json as unknown[][];
    expect(closed).toHaveLength(12);
    expect(closed![6]).toBe((closed![0] as number) + 60 * minute - 1);
    expect(closed![8]).toBe(240);
    expect(forming![8]).toBe(30 * 4 + 3);
    for (const at of [1, 2, 3, 4, 5, 7, 9, 10]) expect(closed![at]).toMatch(/^\d+\.\d{8}$/);
    const [, , high, low, , volume, , quote] = closed!.map(Number);
    expect(quote! / volume!).toBeGreaterThan(low!);
    expect(quote! / volume!).toBeLessThan(high!);
  });

  it('gives trades that add up to the bars', async () => {
    const { get } = await steppedVenue({ market: replayMarket(), start });
    const from = replayStart + 2 * day;
    const trades = (
      await get(
        `/api/v3/aggTrades?symbol=SOLUSDT&startTime=${from}&endTime=${from + 10 * minute - 1}`,
      )
    ).json as { a: number; p: string; q: string; T: number }[];
    const [bar] = (await get(`/api/v3/klines?symbol=SOLUSDT&interval=5m&startTime=${from}&limit=1`))
      .json as string[][];
    const five = trades.filter((trade) => trade.T < from + 5 * minute);
    expect(trades).toHaveLength(40);
    expect(five[0]!.p).toBe(bar![1]);
    expect(Math.max(...five.map((trade) => Number(trade.p)))).toBe(Number(bar![2]));
    expect(Math.min(...five.map((trade) => Number(trade.p)))).toBe(Number(bar![3]));
    expect(five.at(-1)!.p).toBe(bar![4]);
    expect(five.reduce((sum, trade) => sum + Number(trade.q), 0)).toBeCloseTo(Number(bar![5]), 8);
    const onwards = (await get(`/api/v3/aggTrades?symbol=SOLUSDT&fromId=${trades[3]!.a}&limit=2`))
      .json as { a: number }[];
    expect(onwards.map((trade) => trade.a)).toEqual([trades[3]!.a, trades[4]!.a]);
    const newest = (await get('/api/v3/trades?symbol=SOLUSDT&limit=3')).json as { time: number }[];
    expect(newest).toHaveLength(3);
    expect(newest.at(-1)!.time).toBe(start - 1000);
  });

  it('quotes one step about the last price', async () => {
    const { get } = await steppedVenue({ market: replayMarket(), start });
    const { price } = (await get('/api/v3/ticker/price?symbol=EURUSD')).json as { price: string };
    const one = (await get('/api/v3/ticker/bookTicker?symbol=EURUSD')).json as Record<
      string,
      string
    >;
    expect(Number(one.askPrice) - Number(price)).toBeCloseTo(0.00001, 9);
    expect(Number(price) - Number(one.bidPrice)).toBeCloseTo(0.00001, 9);
    const all = (await get('/api/v3/ticker/bookTicker')).json as unknown[];
    expect(all).toHaveLength(4);
    const book = (await get('/api/v3/depth?symbol=EURUSD&limit=5')).json as Record<
      string,
      string[][]
    >;
    expect(book.asks).toHaveLength(5);
    expect(book.asks![0]![0]).toBe(one.askPrice);
    expect(book.bids![0]![0]).toBe(one.bidPrice);
  });

  it('sums up the last day', async () => {
    const { get } = await steppedVenue({ market: replayMarket(), start });
    const ticker = (await get('/api/v3/ticker/24hr?symbol=BTCUSDT')).json as Record<string, string>;
    const rows = (
      await get(
        `/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=${start - day - 31_000}&limit=1000`,
      )
    ).json as string[][];
    expect(ticker.openPrice).toBe(rows[0]![1]);
    expect(ticker.closeTime).toBe(start);
    expect(Number(ticker.priceChange)).toBeCloseTo(
      Number(ticker.lastPrice) - Number(ticker.openPrice),
      8,
    );
  });

  it.each([
    ['/api/v3/klines?symbol=DOGEUSDT&interval=1m', 400, -1121],
    ['/api/v3/klines?symbol=BTCUSDT&interval=7m', 400, -1120],
    ['/api/v3/klines?symbol=BTCUSDT&interval=constructor', 400, -1120],
    ['/api/v3/klines?symbol=BTCUSDT', 400, -1102],
    ['/api/v3/klines?interval=1m', 400, -1102],
    ['/api/v3/klines?symbol=http://host&interval=1m', 400, -1100],
    ['/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=soon', 400, -1100],
    ['/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=0', 400, -1130],
    ['/api/v3/exchangeInfo?symbols=nonsense', 400, -1100],
    ['/api/v3/aggTrades', 400, -1102],
  ])('refuses %s in Binance’s words', async (path, status, code) => {
    const { get } = await steppedVenue({ bars: 10 });
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ code, msg: expect.any(String) });
  });

  it('knows no other address and no other method', async () => {
    const { get, venue } = await steppedVenue({ bars: 10 });
    for (const path of ['/', '/api/v3/order', '/api/v3/constructor']) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const posted = await fetch(`${venue.url}/api/v3/ping`, {
      method: 'POST',
      body: 'x'.repeat(1e6),
    });
    expect(posted.status).toBe(405);
  });

  it('is reached from this machine alone', async () => {
    const { venue } = await steppedVenue({ bars: 10 });
    expect(venue.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
