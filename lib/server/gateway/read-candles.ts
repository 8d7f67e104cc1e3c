import { type CandleRequest, exchangeIntervals } from '../../market/exchange/exchange.schema';
import { type Candle, type CandlePage, ExchangeError } from '../../market/exchange/exchange-port';
import type { BarPages, BarSource } from './bar-pages';

/** Most pages of the exchange read for one request. */
const mostPages = 100;

/**
 * Answers a request from pages: closed bars only, at most `limit`, and where the next one opens. A hole in the
 * exchange's data stays a hole. Where a page is empty the daily bars say from when on there is something, so that
 * years before a listing cost a few requests.
 * @throws {ExchangeError}
 */
export async function readCandles(
  pages: BarPages,
  source: BarSource,
  request: CandleRequest,
): Promise<CandlePage> {
  const { symbol, interval, from, to, limit } = request;
  const intervalMs = exchangeIntervals[interval];
  const now = await source.now();
  const candles: Candle[] = [];
  let next: number | null = null;
  let at = Math.floor((from + intervalMs - 1) / intervalMs) * intervalMs;
  let read = 0;
  const page = (which: typeof interval, time: number) => {
    read += 1;
    if (read <= mostPages) return pages.at(source, symbol, which, time);
    throw new ExchangeError(
      'The exchange has long holes in this range. Ask for a shorter one.',
      'request',
    );
  };
  /** Open time of the first day with bars at or after `time`, null = none before `to`. */
  const firstDay = async (time: number): Promise<number | null> => {
    const day = exchangeIntervals['1d'];
    for (let t = Math.floor(time / day) * day; t < to; ) {
      const { bars, beyond, end, isWhole } = await page('1d', t);
      const found = bars.find(([open]) => open >= t)?.[0] ?? beyond;
      if (found !== undefined && found !== null) return found;
      // Today's bar is not closed, and there may be bars in it.
      if (!isWhole) return Math.floor(now / day) * day;
      t = end;
    }
    return null;
  };

  while (at < to && next === null) {
    const { bars, beyond, end, isWhole } = await page(interval, at);
    for (const bar of bars) {
      // A replay that has begun again doesn't know yet what it once played.
      if (bar[0] < at || bar[0] >= to || bar[0] > now) continue;
      if (candles.length === limit) {
        next = bar[0];
        break;
      }
      candles.push(bar);
    }
    if (!isWhole) break;
    at = end;
    if (bars.length > 0 || next !== null || at >= to) continue;
    if (beyond !== null) at = Math.max(at, beyond);
    else if (interval !== '1d') at = Math.max(at, (await firstDay(at)) ?? to);
  }
  const newest = candles.at(-1);
  return {
    candles,
    next,
    // A bar that has a successor is closed even where the clock that was read before is not as far.
    exchangeTime: newest === undefined ? now : Math.max(now, newest[0] + intervalMs),
  };
}
