import type { TimeShape } from './time-format';
import type { ImportDialect } from './types';

const startsWith = (names: readonly string[], expected: string): boolean =>
  expected.split(' ').every((name, k) => names[k] === name);

/** Who writes a header like this one. */
export function dialectOfNames(
  headers: readonly string[],
  names: readonly string[],
  separator: string,
): ImportDialect {
  const has = (...wanted: string[]): boolean => wanted.every((name) => names.includes(name));
  if (names.length === 12 && names[0] === 'opentime' && names[6] === 'closetime') {
    return 'binance-archive';
  }
  if (headers[0]?.startsWith('<')) return has('ticker', 'per') ? 'stooq' : 'metatrader';
  if (has('unix', 'symbol') || (has('symbol') && names.some((it) => /^volume.+/.test(it)))) {
    return 'cryptodatadownload';
  }
  if (has('adjustedclose', 'dividendamount')) return 'alpha-vantage';
  if (names.length === 6 && startsWith(names, 'time low high open close volume')) return 'coinbase';
  if (startsWith(names, 'time open high low close') && (has('count') || has('trades'))) {
    return 'kraken';
  }
  if (names.some((name) => /^(adj|adjusted)close$/.test(name))) return 'yahoo';
  if (separator === ',' && startsWith(names, 'time open high low close')) return 'tradingview';
  return names.includes('timestamp') ? 'plain' : 'generic';
}

/** Who writes rows like these without a header. `width` counts a date and its time of day as one. */
export function dialectOfPositions(found: {
  readonly width: number;
  readonly timeShape: TimeShape;
  readonly isCoinbase: boolean;
  readonly hasAverage: boolean;
  readonly clock: number | null;
}): ImportDialect {
  if (found.isCoinbase) return 'coinbase';
  if (found.timeShape.startsWith('epoch') && found.width === 12) return 'binance-archive';
  if (found.timeShape === 'epoch-s' && (found.hasAverage || found.width === 7)) return 'kraken';
  return found.clock !== null && found.width === 6 ? 'metatrader' : 'generic';
}

export const dialectLabels: Readonly<Record<ImportDialect, string>> = {
  plain: 'Plain CSV',
  yahoo: 'Yahoo Finance',
  tradingview: 'TradingView export',
  'binance-archive': 'Binance archive',
  cryptodatadownload: 'CryptoDataDownload',
  metatrader: 'MetaTrader export',
  stooq: 'Stooq',
  'alpha-vantage': 'Alpha Vantage',
  kraken: 'Kraken',
  coinbase: 'Coinbase',
  generic: 'CSV',
};
