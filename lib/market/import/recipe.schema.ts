import * as z from 'zod/mini';

const column = z.int().check(z.gte(0), z.lte(255));
const word = z.string().check(z.maxLength(80));

/** Everything that turned the bytes of a file into bars, so that the same bytes give the same bars without a question. */
export const importRecipeSchema = z.object({
  version: z.literal(1),
  dialect: z.enum([
    'plain',
    'yahoo',
    'tradingview',
    'binance-archive',
    'cryptodatadownload',
    'metatrader',
    'stooq',
    'alpha-vantage',
    'kraken',
    'coinbase',
    'generic',
  ]),
  /** Which table of an archive or a JSON document; absent = the file itself. */
  member: z.optional(z.string().check(z.maxLength(500))),
  /** Which symbol's rows of a table that holds several; absent = all rows. */
  instrument: z.optional(word),
  separator: z.enum([',', ';', '\t']),
  decimal: z.enum(['.', ',']),
  /** 1-based line of the first row of data. */
  firstRow: z.int().check(z.gte(1), z.lte(1000)),
  columnCount: z.int().check(z.gte(5), z.lte(256)),
  columns: z.object({
    time: column,
    open: column,
    high: column,
    low: column,
    close: column,
    volume: z.nullable(column),
    /** Time of day where the time column holds the date alone. */
    clock: z.optional(column),
    adjustedClose: z.optional(column),
    split: z.optional(column),
    dividend: z.optional(column),
  }),
  symbolColumn: z.nullable(column),
  timeFormat: z.enum([
    'iso',
    'epoch-s',
    'epoch-ms',
    'epoch-us',
    'epoch-ns',
    'date-dmy',
    'date-mdy',
    'date-ymd',
    'date-named',
  ]),
  /** Zone of times that name none; null where every time names its own or is a date. */
  zone: z.nullable(word),
  zoneRequired: z.boolean(),
  /** Rows go back in time, so of the hour that clock shows twice the later one comes first; absent = they don't. */
  newestFirst: z.optional(z.boolean()),
  /** What was done with each class of fault. */
  repairs: z.object({
    unparsable: z.enum(['drop', 'refuse']),
    'non-positive-price': z.enum(['drop', 'refuse']),
    'high-below-low': z.enum(['drop', 'refuse']),
    'open-close-outside': z.enum(['drop', 'keep', 'refuse']),
    'out-of-order': z.enum(['sort', 'drop', 'refuse']),
    'duplicate-time': z.enum(['keep-first', 'keep-last', 'refuse']),
    gap: z.enum(['leave-empty', 'refuse']),
    'zero-volume': z.enum(['keep', 'drop', 'refuse']),
    spike: z.enum(['keep', 'drop', 'refuse']),
  }),
  /** What was done to the prices; absent = nothing was known that could change them. */
  adjustment: z.optional(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('raw') }),
      /** By adjusted close over close, row by row. */
      z.object({ kind: z.literal('adjusted-close') }),
      /** By the columns of splits and dividends. */
      z.object({ kind: z.literal('events'), dividends: z.boolean() }),
      /** By a list of factors that hold up to and with a day. */
      z.object({
        kind: z.literal('factors'),
        fileName: z.string().check(z.maxLength(200)),
        dividends: z.boolean(),
        /** Days since 1970, price factor, split factor, one after the other. */
        rows: z.array(z.number()).check(z.maxLength(30_000)),
      }),
    ]),
  ),
  symbol: word,
  name: z.string().check(z.maxLength(200)),
  assetClass: z.enum(['crypto', 'equity', 'index', 'fx', 'other']),
  quoteCurrency: word,
  calendar: z.enum(['crypto-24x7', 'equity-us', 'fx-24x5', 'unknown']),
  /** Zone in which times are shown and calendar metrics are counted. */
  timeZone: word,
  resampleMs: z.optional(z.int().check(z.gte(1))),
});

export type ImportRecipe = z.infer<typeof importRecipeSchema>;
export type ChosenRepairs = ImportRecipe['repairs'];

/** How rows are read: the part of the recipe the row parser needs. */
export type RowPlan = Pick<
  ImportRecipe,
  | 'separator'
  | 'decimal'
  | 'firstRow'
  | 'columnCount'
  | 'columns'
  | 'symbolColumn'
  | 'timeFormat'
  | 'zone'
  | 'zoneRequired'
  | 'newestFirst'
  | 'adjustment'
>;
