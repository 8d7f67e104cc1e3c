import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../../lib/core/hashing';
import { replayMarket, replayStart } from '../../../../lib/server/venue/replay-market';

const minutesADay = 1440;

describe('the market of the replay exchanges', () => {
  it('is the same in whatever order it is read', () => {
    const forwards = replayMarket(3).get('SOLUSDT')!;
    const backwards = replayMarket(3).get('SOLUSDT')!;
    const n = 3 * minutesADay;
    const expected = Array.from({ length: n }, (_, i) => forwards.bar(i));
    for (let i = n - 1; i >= 0; i -= 7) expect(backwards.bar(i)).toEqual(expected[i]);
    expect(replayMarket(4).get('SOLUSDT')!.bar(5)).not.toEqual(expected[5]);
  });

  it('is the same on every machine', () => {
    const digests = [...replayMarket().values()].map((series) => {
      const text = [0, 1439, 1440, 500_000, series.length - 1].map((i) => series.bar(i).join(','));
      return sha256Hex(new TextEncoder().encode(text.join('\n'))).slice(0, 16);
    });
    expect(digests).toMatchInlineSnapshot(`
      [
        "4e8e962082e57840",
        "156e283a3210c0df",
        "ba2c79fe498c6a08",
        "b486bd2e8e7f9774",
      ]
    `);
  });

  it('holds whole bars: each opens at the last close, on the grid of prices, with a volume of whole steps', () => {
    for (const series of replayMarket().values()) {
      const perTick = Math.round(1 / series.listing.tickSize);
      const perStep = Math.round(1 / series.listing.stepSize);
      let before: number | null = null;
      for (let i = 5 * minutesADay - 100; i < 7 * minutesADay + 100; i++) {
        const [time, open, high, low, close, volume] = series.bar(i);
        expect(time).toBe(replayStart + i * 60_000);
        if (before !== null) expect(open).toBe(before);
        before = close;
        expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
        expect(low).toBeLessThanOrEqual(Math.min(open, close));
        expect(low).toBeGreaterThan(0);
        for (const price of [open, high, low, close]) {
          expect(Math.round(price * perTick) / perTick).toBe(price);
        }
        const quarter = (volume / 4) * perStep;
        expect(Math.abs(quarter - Math.round(quarter))).toBeLessThan(1e-5);
        expect(volume).toBeGreaterThan(0);
      }
    }
  });

  it('moves as much as such markets do, coins together', () => {
    const market = replayMarket();
    const returns = (id: string) => {
      const series = market.get(id)!;
      return Array.from({ length: 30 * 24 }, (_, hour) => {
        const open = series.bar(hour * 60)[1];
        return series.bar(hour * 60 + 59)[4] / open - 1;
      });
    };
    const spread = (values: number[]) =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    const [btc, eth, eur] = ['BTCUSDT', 'ETHUSDT', 'EURUSD'].map(returns) as [
      number[],
      number[],
      number[],
    ];
    const together = (a: number[], b: number[]) =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0) / a.length / spread(a) / spread(b);
    expect(spread(btc) * Math.sqrt(24 * 365)).toBeGreaterThan(0.25);
    expect(spread(btc) * Math.sqrt(24 * 365)).toBeLessThan(1.2);
    expect(together(btc, eth)).toBeGreaterThan(0.5);
    expect(Math.abs(together(btc, eur))).toBeLessThan(0.2);
  });

  it('finds bars by time', () => {
    const series = replayMarket().get('BTCUSDT')!;
    expect(series.indexFrom(0)).toBe(0);
    expect(series.indexFrom(replayStart)).toBe(0);
    expect(series.indexFrom(replayStart + 1)).toBe(1);
    expect(series.indexFrom(replayStart + 60_000)).toBe(1);
    expect(series.indexFrom(Number.MAX_SAFE_INTEGER)).toBe(series.length);
  });
});
