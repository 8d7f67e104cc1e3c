import type { Instrument } from '../bars';
import type { ExchangeSymbol } from './exchange-port';

/** What is traded under a symbol of an exchange: around the clock, in its quote currency. */
export function exchangeInstrument({ symbol, base, quote, tickSize }: ExchangeSymbol): Instrument {
  return {
    symbol: `${base}${quote}`,
    name: symbol,
    assetClass: 'crypto',
    quoteCurrency: quote,
    calendar: 'crypto-24x7',
    tickSize,
  };
}
