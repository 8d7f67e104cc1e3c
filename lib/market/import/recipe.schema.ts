import * as z from 'zod/mini';

const column = z.int().check(z.gte(0), z.lte(255));
const word = z.string().check(z.maxLength(80));

/** Everything that turned the bytes of a file into bars, so that the same bytes give the same bars without a question. */
export const importRecipeSchema = z.object({
  version: z.literal(1),
  dialect: z.enum(['plain', 'yahoo', 'tradingview', 'binance-archive', 'generic']),
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
  ]),
  /** Zone of times that name none; null where every time names its own or is a date. */
  zone: z.nullable(word),
  zoneRequired: z.boolean(),
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
>;
