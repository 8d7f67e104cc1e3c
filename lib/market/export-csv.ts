import type { Bars } from './bars';
import { formatUtcIso } from './civil-date';
import type { RateSeries } from './rate-series';

const rowsAPart = 8192;

/** Plain CSV `timestamp,open,high,low,close,volume`: ISO times in UTC, numbers as `String(x)`, which read back bit for bit. */
export function exportCsv(bars: Bars): Uint8Array {
  const { time, open, high, low, close, volume } = bars;
  return csvBytes(
    'timestamp,open,high,low,close,volume',
    bars.length,
    (i) => `${formatUtcIso(time[i]!)},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]}`,
  );
}

/** Plain CSV `timestamp,rate`, fractions, one row a charge; it imports to the same fingerprint, named after its file. */
export function exportRatesCsv({ time, rate, length }: RateSeries): Uint8Array {
  return csvBytes('timestamp,rate', length, (i) => `${formatUtcIso(time[i]!)},${rate[i]}`);
}

/** A header and `length` rows as UTF-8, a part at a time: one text of all rows could be too long for a string. */
function csvBytes(header: string, length: number, row: (i: number) => string): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [encoder.encode(`${header}\n`)];
  for (let from = 0; from < length; from += rowsAPart) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(length, from + rowsAPart); i++) lines.push(`${row(i)}\n`);
    parts.push(encoder.encode(lines.join('')));
  }
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
