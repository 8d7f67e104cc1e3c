import { describe, expect, it } from 'vitest';
import { candleProblem, checkPage } from '../../../../lib/market/exchange/check-candles';
import { ExchangeClock } from '../../../../lib/market/exchange/exchange-clock';
import type { Candle } from '../../../../lib/market/exchange/exchange-port';
import { growingWait } from '../../../../lib/market/exchange/growing-wait';

const minute = 60_000;
const bar = (k: number): Candle => [k * minute, 10, 12, 9, 11, 5];

describe('a bar of an exchange', () => {
  it('has finite values in their order, on the grid', () => {
    expect(candleProblem(bar(3), minute)).toBeNull();
    expect(candleProblem([0, 1, 1, 1, 1, 0], minute)).toBeNull();
    const wrong: [Candle, RegExp][] = [
      [[0, 10, 12, 9, Number.NaN, 5], /no number/],
      [[0, 10, Number.POSITIVE_INFINITY, 9, 11, 5], /no number/],
      [[1, 10, 12, 9, 11, 5], /start of a bar/],
      [[0, 10, 10.5, 9, 11, 5], /high is below/],
      [[0, 10, 12, 10.5, 11, 5], /low is above/],
      [[0, 10, 12, 0, 11, 5], /not above 0/],
      [[0, 10, 12, 9, 11, -1], /volume is below 0/],
      [[0, 10, 12, 9, 11] as never, /six values/],
    ];
    for (const [candle, what] of wrong) expect(candleProblem(candle, minute)).toMatch(what);
  });
});

describe('a page', () => {
  const span = { from: 2 * minute, to: 8 * minute };
  const check = (candles: readonly Candle[], next: number | null = null, bars = 20) =>
    checkPage({ candles, next, exchangeTime: bars * minute }, span, minute);

  it('answers its span, up to where the next bar is', () => {
    expect(check([2, 3].map(bar))).toMatchObject({ until: 8 * minute, repeated: 0 });
    expect(check([2, 3].map(bar), 6 * minute)).toMatchObject({ until: 6 * minute });
    expect(check([], 5 * minute)).toMatchObject({ candles: [], until: 5 * minute });
    expect(check([2, 2, 3].map(bar))).toMatchObject({ candles: [2, 3].map(bar), repeated: 1 });
  });

  it('is none where a bar is out of order, outside, or not over', () => {
    for (const candles of [
      [3, 2],
      [1, 2],
      [2, 8],
    ]) {
      expect(check(candles.map(bar))).toHaveProperty('problem');
    }
    expect(check([2, 3].map(bar), null, 3)).toEqual({ problem: 'it has a bar that is not closed' });
    for (const next of [2 * minute, 3 * minute, 4 * minute + 1]) {
      expect(check([2, 3].map(bar), next)).toHaveProperty('problem');
    }
  });
});

describe('the clock of an exchange', () => {
  it('goes by the least delayed message of late, at the speed of the exchange', () => {
    const clock = new ExchangeClock(60, 30_000);
    expect(clock.at(0)).toBe(Number.NEGATIVE_INFINITY);
    clock.observe(1_000_000, 1_000);
    clock.observe(1_030_000, 2_000);
    expect(clock.at(2_000)).toBe(1_060_000);
    expect(clock.said).toBe(1_030_000);
    expect(clock.offsetMs).toBeNull();
  });

  it('forgets how the clocks stood once both windows are over', () => {
    const clock = new ExchangeClock(1, 30_000);
    clock.observe(500_000, 0);
    expect(clock.offsetMs).toBe(500_000);
    // The local clock was set forward by a minute.
    for (let now = 70_000; now < 140_000; now += 10_000) clock.observe(now + 440_000, now);
    expect(clock.offsetMs).toBe(440_000);
    expect(clock.at(140_000)).toBe(580_000);
  });
});

it('waits grow to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(growingWait)).toEqual(
    [1, 2, 4, 8, 16, 30, 30, 30].map((s) => s * 1000),
  );
});
