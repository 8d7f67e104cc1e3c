import { describe, expect, it } from 'vitest';
import { guessInstrument } from '../../../lib/market/instrument-guess';

describe('an instrument is guessed from a file name', () => {
  it.each([
    ['BTCUSDT.csv', 'BTCUSDT', 'crypto', 'USDT'],
    ['ETHUSDT_1h_2024_mit.csv.gz', 'ETHUSDT', 'crypto', 'USDT'],
    ['BTCUSD_coinbase_1h.csv.gz', 'BTCUSD', 'crypto', 'USD'],
    ['BTC-USD.csv', 'BTCUSD', 'crypto', 'USD'],
    ['BTCUSDT-1m-2021-03.csv', 'BTCUSDT', 'crypto', 'USDT'],
    ['ADAUSDT_perp_1m.csv.gz', 'ADAUSDT', 'crypto', 'USDT'],
    ['eurusd_h1_2021.csv', 'EURUSD', 'fx', 'USD'],
    ['FX_USDJPY, 240.csv', 'USDJPY', 'fx', 'JPY'],
    ['AAPL_1d.csv', 'AAPL', 'equity', 'USD'],
    ['NASDAQ_AAPL, 1D.csv', 'AAPL', 'equity', 'USD'],
    ['BRK-B.csv', 'BRK-B', 'equity', 'USD'],
    ['^GSPC.csv', 'GSPC', 'index', 'USD'],
    ['C:\\data\\msft.csv', 'MSFT', 'equity', 'USD'],
    ['.csv', 'DATA', 'equity', 'USD'],
  ])('%s', (file, symbol, assetClass, quoteCurrency) => {
    expect(guessInstrument(file)).toMatchObject({ symbol, assetClass, quoteCurrency });
  });
});
