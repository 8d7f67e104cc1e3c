import { describe, expect, it } from 'vitest';
import { exchangeIntervals } from '../../../../lib/market/exchange/exchange.schema';
import { resampleBars } from '../../../../lib/market/resample';
import { klineAt, klinesOf } from '../../../../lib/server/venue/klines';
import { recordedSeries } from '../../../../lib/server/venue/recorded-series';
import { replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';
import { tradeAt, tradesUntil } from '../../../../lib/server/venue/trades';
import { minuteBars } from '../../../support/minute-bars';
import { minute, steppedVenue } from '../../../support/venue';

type Row = readonly [number, string, string, string, string, string, ...unknown[]];

const valuesOf = (row: Row) => row.slice(0, 6).map(Number);

describe('bars of a venue', () => {
  it('come in pages that together equal the source bar by bar', async () => {
    const bars = await minuteBars(4700);
    const { get } = await steppedVenue({ bars: 4700, start: replayStart + 4700 * minute });
    const rows: Row[] = [];
    for (let from = replayStart; ; ) {
      const { json } = await get(
        `/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=${from}&limit=1000`,
      );
      const page = json as Row[];
      if (page.length === 0) break;
      rows.push(...page);
      from = page.at(-1)![0] + 1;
    }
    expect(rows).toHaveLength(4700);
    for (const [i, row] of rows.entries()) {
      expect(valuesOf(row)).toEqual([
        bars.time[i],
        bars.open[i],
        bars.high[i],
        bars.low[i],
        bars.close[i],
        bars.volume[i],
      ]);
    }
  });

  it('of every longer interval equal the source resampled', async () => {
    const bars = await minuteBars(3 * 1440);
    const { get } = await steppedVenue({ bars: 3 * 1440, start: replayStart + 3 * 1440 * minute });
    for (const [interval, ms] of Object.entries(exchangeIntervals)) {
      if (ms === minute) continue;
      const expected = await resampleBars(bars, ms);
      const { json } = await get(
        `/api/v3/klines?symbol=BTCUSDT&interval=${interval}&startTime=${replayStart}&limit=1000`,
      );
      const rows = json as Row[];
      expect(rows.length, interval).toBe(Math.min(1000, expected.length));
      rows.forEach((row, i) => {
        expect(valuesOf(row)).toEqual([
          expected.time[i],
          expected.open[i],
          expected.high[i],
          expected.low[i],
          expected.close[i],
          expected.volume[i],
        ]);
      });
    }
  });

  it('leave out what the source has no bars for', async () => {
    const bars = await minuteBars(60);
    const gappy = { ...bars, time: bars.time.map((t, i) => (i < 30 ? t : t + 120 * minute)) };
    const series = recordedSeries(gappy, 'BTC/USDT');
    const now = replayStart + 400 * minute;
    const range = { from: replayStart, limit: 1000 };
    const times = klinesOf(series, 15 * minute, range, now).map((kline) => kline.openTime);
    const from = (quarters: number) => replayStart + quarters * 15 * minute;
    expect(times).toEqual([from(0), from(1), from(10), from(11)]);
    const newest = klinesOf(series, 15 * minute, { limit: 3 }, now).map((kline) => kline.openTime);
    expect(newest).toEqual(times.slice(1));
  });

  it('include the forming one, built of the trades so far', async () => {
    const series = replayMarket(7).get('ETHUSDT')!;
    const index = 12_345;
    const [open] = series.bar(index);
    for (const interval of [minute, 5 * minute, 60 * minute]) {
      const openTime = Math.floor(open / interval) * interval;
      for (const now of [open, open + 14_999, open + 15_000, open + 30_001, open + 59_999]) {
        const kline = klineAt(series, interval, openTime, now)!;
        const first = series.indexFrom(openTime) * 4;
        const trades = Array.from({ length: tradesUntil(series, now) - first }, (_, k) =>
          tradeAt(series, first + k),
        );
        const prices = trades.map((trade) => trade.price);
        expect(kline.open).toBe(prices[0]);
        expect(kline.high).toBe(Math.max(...prices));
        expect(kline.low).toBe(Math.min(...prices));
        expect(kline.close).toBe(prices.at(-1));
        expect(kline.volume).toBeCloseTo(
          trades.reduce((sum, trade) => sum + trade.quantity, 0),
          9,
        );
        expect(kline.trades).toBe(trades.length);
        expect(kline.firstTrade).toBe(first);
        expect(kline.isClosed).toBe(false);
      }
    }
  });
});
