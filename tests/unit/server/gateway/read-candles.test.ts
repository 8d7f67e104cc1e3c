import { describe, expect, it } from 'vitest';
import {
  type ExchangeInterval,
  exchangeIntervals,
} from '../../../../lib/market/exchange/exchange.schema';
import type { Candle } from '../../../../lib/market/exchange/exchange-port';
import { BarPages, type BarSource } from '../../../../lib/server/gateway/bar-pages';
import { readCandles } from '../../../../lib/server/gateway/read-candles';

const minute = 60_000;
const day = 86_400_000;
const now = Date.UTC(2026, 0, 1);

const bar = (time: number): Candle => [time, 2, 3, 1, 2, 5];

/** An exchange that has the minutes for which `has` holds; `isStrict` = it gives nothing outside the span it was asked for. */
function source(
  has: (time: number) => boolean,
  o: { isStrict?: boolean; pageBars?: number } = {},
): BarSource & { asked: number } {
  const pageBars = o.pageBars ?? 300;
  const made = {
    key: 'test',
    pageBars,
    asked: 0,
    now: async () => now,
    async bars(_symbol: string, interval: ExchangeInterval, since: number, limit: number) {
      made.asked += 1;
      const step = exchangeIntervals[interval];
      const bars: Candle[] = [];
      const end = o.isStrict ? since + limit * step : now;
      for (let t = since; t < end && bars.length < limit; t += step) {
        // A day has a bar where one of a few of its minutes has.
        const probes = step === minute ? [t] : [t, t + 600 * minute, t + day - minute];
        if (t <= now && probes.some(has)) bars.push(bar(t));
      }
      return bars;
    },
  };
  return made;
}

const request = (from: number, to: number, limit = 1_000) =>
  ({ exchange: 'coinbase', symbol: 'BTC/USD', interval: '1m', from, to, limit }) as const;

describe('a range of bars', () => {
  it('keeps a hole as a hole and goes on behind it', async () => {
    const start = now - 10 * day;
    const hole = [start + 100 * minute, start + 2_000 * minute] as const;
    for (const isStrict of [true, false]) {
      const from = source((t) => t < hole[0] || t >= hole[1], { isStrict });
      const pages = new BarPages();
      const first = await readCandles(pages, from, request(start, start + 3_000 * minute, 100));
      expect(first.candles.at(-1)![0]).toBe(hole[0] - minute);
      expect(first.next).toBe(hole[1]);
      const second = await readCandles(pages, from, request(hole[1], start + 3_000 * minute));
      expect(second.candles).toHaveLength(1_000);
      expect(second.candles[0]![0]).toBe(hole[1]);
    }
  });

  it('that begins years before the first bar costs a few questions', async () => {
    const listed = Date.UTC(2021, 4, 5);
    const from = source((t) => t >= listed, { isStrict: true });
    const page = await readCandles(new BarPages(), from, request(0, now, 10));
    expect(page.candles.map(([time]) => time)).toEqual(
      Array.from({ length: 10 }, (_, k) => listed + k * minute),
    );
    expect(page.next).toBe(listed + 10 * minute);
    expect(from.asked).toBeLessThan(80);
  });

  it('without any bar is answered whole and empty', async () => {
    const from = source(() => false, { isStrict: true });
    const page = await readCandles(new BarPages(), from, request(now - 30 * day, now));
    expect(page).toEqual({ candles: [], next: null, exchangeTime: now });
  });

  it('takes no bar for closed that closed while it was asked for', async () => {
    // The clock is read, then the bar closes, then it comes in the answer as it was before its end.
    const opened = now - minute;
    const from: BarSource = {
      key: 'race',
      pageBars: 300,
      now: async () => opened + minute - 1,
      bars: async () => [bar(opened - minute), [opened, 2, 3, 1, 2, 4]],
    };
    const page = await readCandles(new BarPages(), from, request(opened - minute, now + day));
    expect(page.candles.map(([time]) => time)).toEqual([opened - minute]);
  });

  it('takes a bar with a successor for closed, and says no earlier time than its close', async () => {
    const from: BarSource = {
      key: 'slow-clock',
      pageBars: 300,
      now: async () => now - 5_000,
      bars: async () => [bar(now - minute), bar(now)],
    };
    const page = await readCandles(new BarPages(), from, request(now - minute, now + day));
    expect(page.candles).toHaveLength(1);
    expect(page.exchangeTime).toBe(now);
  });
});
