import { parquetWriteBuffer } from 'hyparquet-writer';
import type { FileGiven } from './pages';

const day = 86_400_000;
const hour = 3_600_000;

const csv = (name: string, lines: readonly string[]): FileGiven => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
});

const isWeekend = (time: number): boolean => [0, 6].includes(new Date(time).getUTCDay());

/** Times of `count` bars on weekdays. */
function weekdays(count: number, first: number, step: number): number[] {
  const times: number[] = [];
  for (let t = first; times.length < count; t += step) if (!isWeekend(t)) times.push(t);
  return times;
}

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Four symbols in one table: one clean, two with a row that can't be read, one with no other. */
export function longFile(): FileGiven {
  const lines = ['date,symbol,open,high,low,close,volume'];
  for (const [k, symbol] of ['ALFA', 'BRVO', 'CHRL'].entries()) {
    for (const [i, time] of weekdays(120, Date.UTC(2021, 0, 4), day).entries()) {
      const price = 40 * (k + 1) * (1 + 0.05 * Math.sin(i / 9 + k));
      const close = k > 0 && i === 7 ? 'n/a' : (price * 1.004).toFixed(2);
      const [high, low] = [(price * 1.01).toFixed(2), (price * 0.99).toFixed(2)];
      lines.push([dateOf(time), symbol, price.toFixed(2), high, low, close, 1000 + i].join(','));
    }
  }
  for (const day of ['04', '05']) lines.push(`2021-01-${day},LONE,10,11,9,n/a,5`);
  return csv('universe.csv', lines);
}

/** A stock with an adjusted close that takes a 4-for-1 split and a dividend out. */
export function splitStock(count = 180): FileGiven & { readonly bars: number } {
  const lines = ['Date,Open,High,Low,Close,Adj Close,Volume'];
  const times = weekdays(count, Date.UTC(2020, 0, 2), day);
  for (const [i, time] of times.entries()) {
    const price = 100 * (1 + 0.04 * Math.sin(i / 11));
    const written = price * (i < 90 ? 4 : 1);
    const adjusted = price * (i < 40 ? 0.99 : 1);
    const prices = [written, written * 1.01, written * 0.99, written * 1.002, adjusted * 1.002];
    const volume = i < 90 ? 250_000 : 1_000_000;
    lines.push([dateOf(time), ...prices.map((p) => p.toFixed(6)), volume].join(','));
  }
  return { ...csv('ACME.csv', lines), bars: times.length };
}

/** Factors of the same split alone, for a stock without an adjusted close. */
export function factorFile(): FileGiven {
  const split = weekdays(180, Date.UTC(2020, 0, 2), day)[89]!;
  return csv('ACME_factors.csv', [
    'date,price_factor,split_factor,reference_price',
    `${dateOf(split).replaceAll('-', '')},1,0.25,400`,
    '20501231,1,1,0',
  ]);
}

/** The stock of {@link splitStock} without its adjusted close. */
export function plainStock(): FileGiven {
  const lines = splitStock().buffer.toString('utf8').trim().split('\n');
  return csv(
    'ACME.csv',
    lines.map((line) =>
      line
        .split(',')
        .filter((_, i) => i !== 5)
        .join(','),
    ),
  );
}

/** Hours as MetaTrader 5 exports them, tabs and two volumes. */
export function metaTraderFile(): FileGiven & { readonly bars: number } {
  const names = ['DATE', 'TIME', 'OPEN', 'HIGH', 'LOW', 'CLOSE', 'TICKVOL', 'VOL', 'SPREAD'];
  const lines = [names.map((name) => `<${name}>`).join('\t')];
  const times = weekdays(240, Date.UTC(2021, 2, 1), hour);
  for (const [i, time] of times.entries()) {
    const price = 1.2 + 0.01 * Math.sin(i / 7);
    const iso = new Date(time).toISOString();
    const prices = [price, price + 0.001, price - 0.001, price + 0.0002].map((p) => p.toFixed(5));
    lines.push(
      [dateOf(time).replaceAll('-', '.'), iso.slice(11, 19), ...prices, 90 + i, 0, 12].join('\t'),
    );
  }
  return { ...csv('EURUSD_H1.csv', lines), mimeType: 'text/plain', bars: times.length };
}

/** Funding of two perpetuals, three charges a day. */
export function fundingFile(): FileGiven {
  const lines = ['timestamp,symbol,funding_rate'];
  for (const [k, symbol] of ['BTCUSDT', 'ETHUSDT'].entries()) {
    for (let i = 0; i < 90; i++) {
      const time = new Date(Date.UTC(2023, 0, 1) + i * 8 * hour).toISOString();
      lines.push(`${time},${symbol},${(0.0001 * Math.sin(i / 9 + k) + 0.00005).toFixed(8)}`);
    }
  }
  return csv('funding.csv', lines);
}

/** Daily bars in Parquet with dates as timestamps. */
export function parquetFile(bars: number): FileGiven {
  const closes = Array.from({ length: bars }, (_, i) => 70 + 5 * Math.sin(i / 8));
  const column = (name: string, data: number[]) => ({ name, data, type: 'DOUBLE' as const });
  const buffer = parquetWriteBuffer({
    columnData: [
      {
        name: 'date',
        data: closes.map((_, i) => new Date(Date.UTC(2022, 0, 3) + i * day)),
        type: 'TIMESTAMP',
      },
      column(
        'open',
        closes.map((c) => c * 0.999),
      ),
      column(
        'high',
        closes.map((c) => c * 1.01),
      ),
      column(
        'low',
        closes.map((c) => c * 0.99),
      ),
      column('close', closes),
      column(
        'volume',
        closes.map((_, i) => 500 + i),
      ),
    ],
  });
  return {
    name: 'SOLO.parquet',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(buffer),
  };
}
