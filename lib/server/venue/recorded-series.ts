import { DataError } from '../../core/errors';
import type { Bars } from '../../market/bars';
import type { Candle } from '../../market/exchange/exchange-port';
import type { VenueListing, VenueSeries } from './venue-market';

/**
 * Recorded bars as the series of a venue, every value as it was recorded.
 * @param symbol `BTC/USDT`; the instrument's own name where it is left out and reads like one
 * @throws {DataError} for bars that don't open at multiples of their length, or without a pair of currencies
 */
export function recordedSeries(bars: Bars, symbol: string = bars.instrument.name): VenueSeries {
  const listing = listingOf(symbol, bars.instrument.tickSize);
  const { time, open, high, low, close, volume, intervalMs, length } = bars;
  for (let i = 0; i < length; i++) {
    if (time[i]! % intervalMs === 0) continue;
    throw new DataError(
      `Bar ${i + 1} doesn't open at a multiple of the bar length; resample the bars before a venue plays them.`,
      { row: i + 1, column: 'time' },
    );
  }
  return {
    listing,
    intervalMs,
    length,
    bar: (i): Candle => [time[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!],
    indexFrom(timeMs) {
      let from = 0;
      let to = length;
      while (from < to) {
        const middle = Math.floor((from + to) / 2);
        if (time[middle]! < timeMs) from = middle + 1;
        else to = middle;
      }
      return from;
    },
  };
}

function listingOf(symbol: string, tickSize: number): VenueListing {
  const pair = /^([A-Z0-9]{1,20})\/([A-Z0-9]{1,20})$/.exec(symbol);
  if (pair === null) {
    throw new DataError(
      `‘${symbol}’ is no pair a venue can list; name one like BTC/USDT (capital letters and digits).`,
    );
  }
  const [, base, quote] = pair as unknown as [string, string, string];
  return { symbol, id: `${base}${quote}`, base, quote, tickSize, stepSize: 0 };
}
