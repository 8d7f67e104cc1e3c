import * as z from 'zod/mini';

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

export const exchangeIdSchema = z.enum(
  exchangeListings.map(({ id }) => id) as [ExchangeId, ...ExchangeId[]],
);

/** `BTC/USDT`. Letters, digits and one stroke: no host, path, port or header fits into it. */
export const exchangeSymbolSchema = z.string().check(z.regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}$/));

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

export const exchangeIntervalSchema = z.enum(
  Object.keys(exchangeIntervals) as [ExchangeInterval, ...ExchangeInterval[]],
);

/** One series of bars of an exchange. */
export const exchangeSeriesSchema = z.strictObject({
  exchange: exchangeIdSchema,
  symbol: exchangeSymbolSchema,
  interval: exchangeIntervalSchema,
});

export type ExchangeSeries = z.infer<typeof exchangeSeriesSchema>;

/** Most bars of one download: 17 years of minutes. */
export const mostDownloadBars = 9_000_000;

/** Most bars in one answer. */
export const mostPageBars = 1000;

const time = z.int().check(z.gte(0), z.lte(8.64e15));

/** Bars that open in `[from, to)`, UTC epoch ms; at most `limit` of them, the earliest first. */
export const candleRequestSchema = z
  .strictObject({
    ...exchangeSeriesSchema.shape,
    from: time,
    to: time,
    limit: z.int().check(z.gte(1), z.lte(mostPageBars)),
  })
  .check(z.refine(({ from, to }) => from < to, { path: ['to'] }));

export type CandleRequest = z.infer<typeof candleRequestSchema>;
