import * as z from 'zod/mini';
import {
  type ExchangeId,
  type ExchangeInterval,
  exchangeIntervals,
  exchangeListings,
} from './exchange-listings.schema';

export * from './exchange-listings.schema';

export const exchangeIdSchema = z.enum(
  exchangeListings.map(({ id }) => id) as [ExchangeId, ...ExchangeId[]],
);

/** `BTC/USDT`. Letters, digits and one stroke: no host, path, port or header fits into it. */
export const exchangeSymbolSchema = z.string().check(z.regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}$/));

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
