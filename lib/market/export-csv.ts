import type { Bars } from './bars';
import { formatUtcIso } from './civil-date';

/** Plain CSV `timestamp,open,high,low,close,volume`: ISO times in UTC, numbers as `String(x)`, which read back bit for bit. */
export function exportCsv(bars: Bars): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [encoder.encode('timestamp,open,high,low,close,volume\n')];
  const { time, open, high, low, close, volume } = bars;
  for (let from = 0; from < bars.length; from += 8192) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(bars.length, from + 8192); i++) {
      lines.push(
        `${formatUtcIso(time[i]!)},${open[i]},${high[i]},${low[i]},${close[i]},${volume[i]}\n`,
      );
    }
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
