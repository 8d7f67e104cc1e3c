export type PriceField = 'open' | 'high' | 'low' | 'close';
export type ColumnField =
  | 'time'
  | 'clock'
  | PriceField
  | 'volume'
  | 'adjustedClose'
  | 'split'
  | 'dividend';

/** Header cell as compared: lower case, letters and digits only, without a number before it (`1. open`). */
export function plainName(header: string): string {
  return header
    .toLowerCase()
    .replace(/^\d+[.)] /, '')
    .replace(/[^a-z0-9]/g, '');
}

const timeNames = new Set([
  'timestamp', 'time', 'date', 'datetime', 'opentime', 'unix', 'unixtime', 'unixtimestamp', 'epoch',
  'ts', 't', 'timeutc', 'dateutc', 'datetimeutc', 'timestamputc', 'gmttime', 'timegmt', 'dategmt',
  'utctime', 'utc', 'utcdate', 'gmtdate', 'localtime', 'startsat', 'starttime', 'timems', 'timestampms', 'day', 'dtyyyymmdd', 'indexlevel0',
]); // biome-ignore format: a list of words

const fieldNames: Readonly<Record<Exclude<ColumnField, 'time' | 'clock'>, ReadonlySet<string>>> = {
  open: new Set(['open', 'o', 'openprice', 'priceopen', 'openingprice']),
  high: new Set(['high', 'h', 'highprice', 'pricehigh', 'max']),
  low: new Set(['low', 'l', 'lowprice', 'pricelow', 'min']),
  close: new Set(['close', 'c', 'closeprice', 'priceclose', 'closelast', 'closingprice']),
  volume: new Set([
    'volume',
    'vol',
    'v',
    'basevolume',
    'volumebase',
    'totalvolume',
    'tickvolume',
    'tickvol',
    'realvolume',
  ]),
  adjustedClose: new Set(['adjclose', 'adjustedclose', 'adjustclose', 'closeadj', 'closeadjusted']),
  split: new Set([
    'splitcoefficient',
    'stocksplits',
    'splitratio',
    'splitfactor',
    'split',
    'splits',
  ]),
  dividend: new Set(['dividendamount', 'dividends', 'dividend', 'divcash']),
};

const symbolNames = new Set(['symbol', 'ticker', 'tic', 'instrument', 'pair', 'asset', 'contract']);

/** Names of a column that may hold a symbol, and does where it holds several. */
const looseSymbolNames = new Set([
  'name',
  'stock',
  'code',
  'coin',
  'sym',
  'security',
  'tickersymbol',
  'stocksymbol',
]);

function isTimeName(name: string): boolean {
  return timeNames.has(name);
}

export function isSymbolName(name: string): boolean {
  return symbolNames.has(name);
}

export function isLooseSymbolName(name: string): boolean {
  return looseSymbolNames.has(name);
}

/** Columns a header names for each field, in file order. */
export function columnsNamed(names: readonly string[], field: ColumnField): number[] {
  const found: number[] = [];
  names.forEach((name, k) => {
    const isTime = field === 'time' || field === 'clock';
    if (isTime ? isTimeName(name) : fieldNames[field].has(name)) found.push(k);
  });
  return found;
}

/** The zone a time column's header names, as in `Gmt time`, null where it names none. */
export function zoneOfHeader(name: string): 'UTC' | null {
  return isTimeName(name) && /^(?:gmt|utc)|(?:gmt|utc)$/.test(name) ? 'UTC' : null;
}

/** Whether a line of cells reads as a header: some cell has a known name. */
export function namesSomething(names: readonly string[]): boolean {
  return names.some(
    (name) =>
      isTimeName(name) ||
      /^(bid|ask)?(open|high|low|close)$/.test(name) ||
      Object.values(fieldNames).some((set) => set.has(name)),
  );
}

/** Columns of one side of a quote-bar file (`bid_open … ask_close`), null where it isn't complete. */
export function quoteSide(
  names: readonly string[],
  side: 'bid' | 'ask',
): Readonly<Record<PriceField, number>> | null {
  const of = (field: PriceField): number =>
    names.findIndex((name) => name === `${side}${field}` || name === `${field}${side}`);
  const open = of('open');
  const high = of('high');
  const low = of('low');
  const close = of('close');
  return Math.min(open, high, low, close) < 0 ? null : { open, high, low, close };
}
