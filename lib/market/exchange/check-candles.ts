import type { Candle, CandlePage } from './exchange-port';

/** What is wrong with a bar of an exchange, in plain words; null = nothing. */
export function candleProblem(candle: Candle, intervalMs: number): string | null {
  if (!Array.isArray(candle) || candle.length !== 6) return 'it has not six values';
  const [time, open, high, low, close, volume] = candle as Candle;
  for (const value of candle) {
    if (typeof value !== 'number' || !(Math.abs(value) < Number.POSITIVE_INFINITY)) {
      return 'a value is no number';
    }
  }
  if (time % intervalMs !== 0) return 'its time is not at the start of a bar';
  if (!(low > 0)) return 'its low is not above 0';
  if (high < Math.max(open, close)) return 'its high is below its open or close';
  if (low > Math.min(open, close)) return 'its low is above its open or close';
  if (volume < 0) return 'its volume is below 0';
  return null;
}

/** What was asked for, bars that open in `[from, to)`. */
export interface CandleSpan {
  readonly from: number;
  readonly to: number;
}

/** A page that can be used, or what is wrong with it. */
export type CheckedPage =
  | {
      readonly candles: readonly Candle[];
      /** Where the page ends: everything before it was answered. */
      readonly until: number;
      /** Bars that stood in it twice. */
      readonly repeated: number;
    }
  | { readonly problem: string };

/**
 * A page held to the request: in order, on the grid, closed, within the span. A page with one bad bar is no page:
 * where a bar is broken, what is missing beside it can't be told.
 */
export function checkPage(page: CandlePage, span: CandleSpan, intervalMs: number): CheckedPage {
  const candles: Candle[] = [];
  let last = span.from - 1;
  let repeated = 0;
  for (const candle of page.candles) {
    const problem = candleProblem(candle, intervalMs);
    if (problem !== null) return { problem };
    const time = candle[0];
    if (candles.length > 0 && time === last) {
      repeated += 1;
      continue;
    }
    if (time <= last) return { problem: 'its bars are not in order' };
    if (time >= span.to) return { problem: 'it has bars nobody asked for' };
    if (time + intervalMs > page.exchangeTime)
      return { problem: 'it has a bar that is not closed' };
    candles.push(candle);
    last = time;
  }
  const { next } = page;
  if (next === null || next >= span.to) return { candles, until: span.to, repeated };
  if (!(next > last) || !(next > span.from) || next % intervalMs !== 0) {
    return { problem: 'it goes on where it has been' };
  }
  return { candles, until: next, repeated };
}
