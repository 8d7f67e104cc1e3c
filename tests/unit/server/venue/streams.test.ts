import { describe, expect, it } from 'vitest';
import { replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';
import { minuteBars } from '../../../support/minute-bars';
import { minute, steppedVenue, valuesOf } from '../../../support/venue';

describe('the streams of a venue', () => {
  it('tell every bar as it forms and once when it is closed, equal to the source', async () => {
    const bars = await minuteBars(600);
    const { connect, clock } = await steppedVenue();
    const stream = await connect('/ws');
    expect(await stream.subscribe('btcusdt@kline_1m')).toEqual({ result: null, id: 1 });
    clock.advance(50 * minute);
    await stream.caughtUp();
    const closed = stream.bars.filter((bar) => bar.x);
    expect(closed).toHaveLength(50);
    closed.forEach((bar, k) => {
      const i = 300 + k;
      expect(valuesOf(bar)).toEqual([
        bars.time[i],
        bars.open[i],
        bars.high[i],
        bars.low[i],
        bars.close[i],
        bars.volume[i],
      ]);
    });
    // Three more trades of the bar that had begun, then four a bar, the last bar's first one included.
    expect(stream.bars.filter((bar) => !bar.x)).toHaveLength(3 + 49 * 4 + 1);
  });

  it('put a bar’s end before the next bar’s beginning', async () => {
    const { connect, clock } = await steppedVenue();
    const stream = await connect('/ws/btcusdt@kline_5m');
    clock.advance(11 * minute);
    await stream.caughtUp();
    const order = stream.bars.map((bar) => [bar.t, bar.n, bar.x ? 1 : 0] as const);
    const sorted = [...order].sort((a, b) => a[0] - b[0] || a[2] - b[2] || a[1] - b[1]);
    expect(order).toEqual(sorted);
    expect(order.filter(([, , isClosed]) => isClosed === 1)).toHaveLength(2);
  });

  it('agree with the klines of the same moment', async () => {
    const { connect, clock, get } = await steppedVenue({
      market: replayMarket(),
      start: replayStart + 5000 * minute,
    });
    const stream = await connect('/ws/solusdt@kline_15m');
    for (let step = 0; step < 9; step++) {
      clock.advance(15_000);
      await stream.caughtUp();
      const { json } = await get('/api/v3/klines?symbol=SOLUSDT&interval=15m&limit=1');
      const [row] = json as unknown[][];
      expect(valuesOf(stream.bars.at(-1)!)).toEqual(row!.slice(0, 6).map(Number));
    }
  });

  it('say the same however the clock moves', async () => {
    const heard: string[][] = [];
    for (const step of [minute / 8, minute, 7 * minute + 1234]) {
      const { connect, clock } = await steppedVenue();
      const names = ['kline_1m', 'kline_3m', 'aggTrade', 'bookTicker'];
      const stream = await connect(`/stream?streams=${names.map((n) => `btcusdt@${n}`).join('/')}`);
      const end = clock.now() + 21 * minute;
      while (clock.now() < end) clock.advanceTo(Math.min(end, clock.now() + step));
      await stream.caughtUp();
      heard.push(stream.texts);
    }
    expect(heard[0]!.length).toBeGreaterThan(300);
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[2]).toEqual(heard[0]);
  });

  it('wrap messages of a combined connection with the name of the stream', async () => {
    const { connect, clock } = await steppedVenue();
    const stream = await connect('/stream?streams=btcusdt@kline_1m/btcusdt@aggTrade');
    clock.advance(15_000);
    await stream.heard(2);
    expect(stream.texts.map((text) => (JSON.parse(text) as { stream: string }).stream)).toEqual([
      'btcusdt@kline_1m',
      'btcusdt@aggTrade',
    ]);
  });

  it('tell trades and quotes', async () => {
    const { connect, clock, get } = await steppedVenue();
    const stream = await connect('/ws/btcusdt@trade/btcusdt@aggTrade/btcusdt@bookTicker');
    clock.advance(minute);
    await stream.caughtUp();
    const heard = stream.texts.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(heard).toHaveLength(12);
    const trades = heard.filter((message) => message.e === 'trade');
    const rows = (await get('/api/v3/aggTrades?symbol=BTCUSDT&limit=4')).json as {
      a: number;
      p: string;
    }[];
    expect(trades.map((trade) => [trade.t, trade.p])).toEqual(rows.map((row) => [row.a, row.p]));
    const quote = heard.findLast((message) => 'b' in message)!;
    expect(Number(quote.b)).toBeLessThan(Number(rows.at(-1)!.p));
    expect(Number(quote.a)).toBeGreaterThan(Number(rows.at(-1)!.p));
  });

  it('are subscribed, listed and left by messages', async () => {
    const { connect, clock } = await steppedVenue();
    const stream = await connect('/ws/0');
    await stream.subscribe('btcusdt@kline_1m', 'btcusdt@trade', 'nosuch@trade');
    expect(await stream.ask({ method: 'LIST_SUBSCRIPTIONS', id: 'a' })).toEqual({
      result: ['btcusdt@kline_1m', 'btcusdt@trade', 'nosuch@trade'],
      id: 'a',
    });
    await stream.ask({ method: 'UNSUBSCRIBE', params: ['btcusdt@trade'], id: 3 });
    const before = stream.texts.length;
    clock.advance(15_000);
    await stream.caughtUp();
    expect(stream.texts.slice(before)).toHaveLength(1);
    await stream.ask({ method: 'UNSUBSCRIBE', params: ['btcusdt@kline_1m'], id: 4 });
    clock.advance(minute);
    await stream.caughtUp();
    expect(stream.texts.at(-1)).toBe('{"result":null,"id":4}');
  });

  it.each([
    ['not JSON', 3],
    ['[]', 2],
    ['{"method":"ORDER","id":1}', 2],
    ['{"method":"SUBSCRIBE","params":"btcusdt@trade","id":1}', 2],
    ['{"method":"SUBSCRIBE","params":[],"id":{}}', 2],
  ])('answer %s with an error', async (text, code) => {
    const { connect } = await steppedVenue({ bars: 10 });
    const stream = await connect('/ws');
    expect(await stream.ask(text)).toMatchObject({ error: { code } });
  });

  it('say nothing to a client that left, and let the clock go', async () => {
    const { connect, clock, venue } = await steppedVenue();
    const stream = await connect('/ws/btcusdt@kline_1m');
    expect(venue.counts.connections).toBe(1);
    stream.socket.close();
    await stream.ended;
    await venue.settled();
    clock.advance(minute);
    expect(venue.counts).toMatchObject({ connections: 0, messages: 0 });
  });

  it('are found at no other address', async () => {
    const { connect } = await steppedVenue({ bars: 10 });
    await expect(connect('/futures/ws')).rejects.toThrow('404');
  });

  it('end when the venue closes', async () => {
    const { connect, venue } = await steppedVenue({ bars: 10 });
    const stream = await connect('/ws');
    await venue.close();
    expect(await stream.ended).toBe(1006);
  });
});
