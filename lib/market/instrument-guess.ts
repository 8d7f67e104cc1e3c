import type { AssetClass } from './bars';

export interface InstrumentGuess {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly quoteCurrency: string;
}

const currencies = new Set(
  'USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK CNH CNY HKD SGD MXN ZAR TRY PLN CZK HUF INR KRW BRL'.split(
    ' ',
  ),
);
const coins = new Set(
  'BTC ETH BNB SOL XRP ADA DOGE LTC BCH DOT AVAX LINK TRX XLM ATOM ETC ENA XMR EOS UNI AAVE NEAR FIL XBT MATIC SHIB TON SUI APT ARB OP'.split(
    ' ',
  ),
);
const stableCoins = ['USDT', 'USDC', 'BUSD', 'FDUSD', 'TUSD', 'DAI'];
const indices = new Set(
  'SPX GSPC NDX DJI IXIC RUT VIX DAX GDAXI FTSE N225 SP500 SNP500 STOXX50E'.split(' '),
);
const venues = new Set(
  'BINANCE COINBASE KRAKEN BITSTAMP BYBIT OKX NASDAQ NYSE AMEX BATS OANDA FX FXCM FOREXCOM TVC CBOE INDEX HISTDATA YAHOO DATA PRICES HISTORY HISTORICAL OHLC OHLCV CSV SPOT PERP EXPORT BARS DAILY HOURLY'.split(
    ' ',
  ),
);

/** What a file's name says about its instrument: `BTCUSDT_1h.csv.gz`, `NASDAQ_AAPL, 1D.csv`, `eurusd_h1_2021.csv`. */
export function guessInstrument(fileName: string): InstrumentGuess {
  // A pair may be written with a slash; a path has more to it than two short words.
  const isPair = /^[A-Za-z0-9]{2,10}\/[A-Za-z0-9]{2,10}$/.test(fileName);
  const base = (
    isPair ? fileName.replace('/', '-') : (fileName.split(/[\\/#]/).at(-1) ?? '')
  ).replace(/(\.(csv|txt|tsv|gz|zip|json|parquet))+$/i, '');
  const words = base
    .toUpperCase()
    .replace(/[_,\s().=^]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '' && !venues.has(word));
  const parts = words.flatMap((word) => word.split('-')).filter((part) => !venues.has(part));
  const joined = words.map((word) => word.split('-').slice(0, 2).join(''));
  for (const word of [...joined, ...parts]) {
    const pair = readPair(word);
    if (pair !== null) return pair;
  }
  const index = parts.find((word) => indices.has(word));
  if (index !== undefined) {
    return { symbol: index, name: index, assetClass: 'index', quoteCurrency: 'USD' };
  }
  // A share class keeps its hyphen, BRK-B; other words behind one are no part of the symbol.
  const symbol =
    words.find((word) => /^[A-Z]{1,5}-[A-Z]$/.test(word)) ??
    parts.find((part) => /^[A-Z][A-Z0-9]{0,9}$/.test(part)) ??
    parts[0] ??
    'DATA';
  return { symbol, name: symbol, assetClass: 'equity', quoteCurrency: 'USD' };
}

function readPair(written: string): InstrumentGuess | null {
  // Kraken writes XXBTZUSD for XBTUSD.
  const word = written.replace(/^X([A-Z]{3,4})Z([A-Z]{3})$/, '$1$2');
  const quote = [...stableCoins, ...currencies, 'BTC', 'ETH', 'BNB'].find(
    (code) => word.endsWith(code) && word.length > code.length,
  );
  if (quote === undefined) return null;
  const base = word.slice(0, -quote.length);
  const guess = (assetClass: AssetClass): InstrumentGuess => ({
    symbol: word,
    name: `${base}/${quote}`,
    assetClass,
    quoteCurrency: quote,
  });
  if (stableCoins.includes(quote) && /^[A-Z0-9]{2,12}$/.test(base)) return guess('crypto');
  if (coins.has(base)) return guess('crypto');
  if (currencies.has(base) || ['XAU', 'XAG'].includes(base)) return guess('fx');
  return null;
}
