import type { ExchangeSource } from '../../market/bars';
import { exchangeListing } from '../../market/exchange/exchange-listings.schema';

/** `BTC/USDT at Binance, 1m`: which series of an exchange, and whether prices came as they are. */
export function exchangeText({ exchange, symbol, interval, resampleMs }: ExchangeSource): string {
  const { label } = exchangeListing(exchange);
  const gathered = resampleMs === undefined ? '' : ', gathered into longer bars';
  return `${symbol} at ${label}, ${interval}${gathered}`;
}
