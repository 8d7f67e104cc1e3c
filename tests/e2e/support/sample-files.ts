/** Small files in each dialect, made here, with distinct prices that can be looked for in requests. */
interface Dialect {
  readonly label: string;
  /** How the Data page names what it recognised. */
  readonly format: string;
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly bars: number;
  /** Texts of the file that no request may carry. */
  readonly secrets: readonly string[];
}

const day = 86_400_000;
const start = Date.UTC(2022, 0, 3);

interface Row {
  readonly time: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

function rows(n: number, intervalMs: number): Row[] {
  const out: Row[] = [];
  let price = 4321.17;
  for (let i = 0; i < n; i++) {
    const open = price;
    const close = open * (1 + 0.02 * Math.sin(i * 0.7) * Math.cos(i * 0.13));
    out.push({
      time: start + i * intervalMs,
      open: open.toFixed(4),
      high: (Math.max(open, close) * 1.004).toFixed(4),
      low: (Math.min(open, close) * 0.996).toFixed(4),
      close: close.toFixed(4),
      volume: (1000 + 17 * i).toFixed(1),
    });
    price = Number(close.toFixed(4));
  }
  return out;
}

const iso = (t: number) => new Date(t).toISOString();
const secrets = (list: readonly Row[]) => [list[3]!.close, list[7]!.high];

function file(
  label: string,
  format: string,
  fileName: string,
  list: readonly Row[],
  header: string | null,
  line: (r: Row) => string,
): Dialect {
  const text = [...(header === null ? [] : [header]), ...list.map(line)].join('\n');
  return {
    label,
    format,
    fileName,
    bytes: Buffer.from(`${text}\n`),
    bars: list.length,
    secrets: secrets(list),
  };
}

const daily = rows(150, day);
const hourly = rows(150, 3_600_000);
const plainHeader = 'timestamp,open,high,low,close,volume';
const plainLine = (separator: string) => (r: Row) =>
  [iso(r.time), r.open, r.high, r.low, r.close, r.volume].join(separator);

/** Plain daily CSV with `n` bars. */
export function dailyRows(n: number): string {
  return `${[plainHeader, ...rows(n, day).map(plainLine(','))].join('\n')}\n`;
}

export const dialects: readonly Dialect[] = [
  file('plain CSV', 'Plain CSV', 'plain.csv', hourly, plainHeader, plainLine(',')),
  file(
    'a Yahoo export',
    'Yahoo Finance',
    'ACME.csv',
    daily,
    'Date,Open,High,Low,Close,Adj Close,Volume',
    (r) =>
      [
        iso(r.time).slice(0, 10),
        r.open,
        r.high,
        r.low,
        r.close,
        r.close,
        Math.round(Number(r.volume)),
      ].join(','),
  ),
  file(
    'a TradingView export',
    'TradingView export',
    'BINANCE_BTCUSDT, 60.csv',
    hourly,
    'time,open,high,low,close,Volume',
    (r) => [r.time / 1000, r.open, r.high, r.low, r.close, r.volume].join(','),
  ),
  file('a Binance archive', 'Binance archive', 'BTCUSDT-1h-2022-01.csv', hourly, null, (r) =>
    [
      r.time,
      r.open,
      r.high,
      r.low,
      r.close,
      r.volume,
      r.time + 3_599_999,
      '1.5',
      '42',
      '0.7',
      '0.9',
      '0',
    ].join(','),
  ),
];
