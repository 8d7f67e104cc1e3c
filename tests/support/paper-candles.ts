import type { ExchangeSeries } from '../../lib/market/exchange/exchange.schema';
import type { Candle } from '../../lib/market/exchange/exchange-port';
import { walkColumns } from './bars';

export const series: ExchangeSeries = { exchange: 'replay', symbol: 'BTC/USDT', interval: '1h' };

export const market = { base: 'BTC', quote: 'USDT', tickSize: 0.01 };

/** Hourly bars of a random walk as an exchange gives them. */
export function walkCandles(n: number, seed: number): readonly Candle[] {
  const { time, open, high, low, close, volume } = walkColumns(n, seed);
  return Array.from(time, (t, i) => [t, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!]);
}
