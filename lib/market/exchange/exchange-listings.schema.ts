/** An exchange whose public prices the server may pass on. */
export interface ExchangeListing {
  readonly id: string;
  readonly label: string;
  /** One line in plain words. */
  readonly help: string;
  /** The exchange that this site plays itself, from a synthetic market. */
  readonly isReplay: boolean;
  /** How many times faster than the clock on the wall its time runs: 1 for every real exchange. */
  readonly speed: number;
}

/**
 * Every exchange there is, in the order lists show them. The server knows the host of each;
 * a client names an id of this list and nothing else.
 */
export const exchangeListings = [
  {
    id: 'replay',
    label: 'Replay exchange',
    help: 'Played by this site from a synthetic market, a minute of it every second. Works offline.',
    isReplay: true,
    speed: 60,
  },
  {
    id: 'replay-fast',
    label: 'Replay exchange, ten times faster',
    help: 'The same market, ten minutes of it every second.',
    isReplay: true,
    speed: 600,
  },
  {
    id: 'replay-rough',
    label: 'Replay exchange on a bad line',
    help: 'The same market with dropped connections, gaps, repeated, late and broken messages.',
    isReplay: true,
    speed: 60,
  },
  {
    id: 'binance',
    label: 'Binance',
    help: 'Spot prices of binance.com.',
    isReplay: false,
    speed: 1,
  },
  {
    id: 'bitstamp',
    label: 'Bitstamp',
    help: 'Spot prices of bitstamp.net.',
    isReplay: false,
    speed: 1,
  },
  {
    id: 'bybit',
    label: 'Bybit',
    help: 'Spot prices of bybit.com.',
    isReplay: false,
    speed: 1,
  },
  {
    id: 'coinbase',
    label: 'Coinbase',
    help: 'Spot prices of coinbase.com.',
    isReplay: false,
    speed: 1,
  },
  {
    id: 'kraken',
    label: 'Kraken',
    help: 'Spot prices of kraken.com.',
    isReplay: false,
    speed: 1,
  },
  {
    id: 'kucoin',
    label: 'KuCoin',
    help: 'Spot prices of kucoin.com.',
    isReplay: false,
    speed: 1,
  },
  {
    id: 'okx',
    label: 'OKX',
    help: 'Spot prices of okx.com.',
    isReplay: false,
    speed: 1,
  },
] as const satisfies readonly ExchangeListing[];

export type ExchangeId = (typeof exchangeListings)[number]['id'];

/** What is known of an exchange. */
export function exchangeListing(exchange: ExchangeId): ExchangeListing {
  return exchangeListings.find(({ id }) => id === exchange)!;
}

/** Whether an exchange is one that this site plays itself. */
export function isReplayExchange(exchange: ExchangeId): boolean {
  return exchangeListing(exchange).isReplay;
}

/** Bar lengths an exchange is asked for, and their length in ms. */
export const exchangeIntervals = {
  '1m': 60_000,
  '3m': 180_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '2h': 7_200_000,
  '4h': 14_400_000,
  '6h': 21_600_000,
  '12h': 43_200_000,
  '1d': 86_400_000,
} as const;

export type ExchangeInterval = keyof typeof exchangeIntervals;
