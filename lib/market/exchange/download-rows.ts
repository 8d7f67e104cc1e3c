import type { BarColumns } from '../bars';
import type { CandleSpan } from './check-candles';
import type { DownloadPage } from './download-store';
import type { Candle } from './exchange-port';

const width = 6;

/** Bars of an answer as a page keeps them. */
export function rowsOf(candles: readonly Candle[]): Float64Array {
  const rows = new Float64Array(candles.length * width);
  for (let k = 0; k < candles.length; k++) rows.set(candles[k]!, k * width);
  return rows;
}

/** Pages that came in any order as columns: by time, each bar once; of two with one time the one that came first. */
export function columnsOf(pages: readonly DownloadPage[]): BarColumns {
  let total = 0;
  for (const { rows } of pages) total += rows.length / width;
  const time = new Float64Array(total);
  const place = new Float64Array(total);
  let inOrder = true;
  let n = 0;
  for (let p = 0; p < pages.length; p++) {
    const { rows } = pages[p]!;
    for (let at = 0; at < rows.length; at += width, n++) {
      time[n] = rows[at]!;
      // Page and place in it in one number: pages are far shorter than 2^20 values.
      place[n] = p * 1_048_576 + at;
      if (n > 0 && !(time[n]! > time[n - 1]!)) inOrder = false;
    }
  }
  let order: Uint32Array | null = null;
  if (!inOrder) {
    const all = new Uint32Array(total);
    for (let k = 0; k < total; k++) all[k] = k;
    all.sort((a, b) => time[a]! - time[b]! || a - b);
    order = all.filter((k, j) => j === 0 || time[k] !== time[all[j - 1]!]);
  }
  const bars = order?.length ?? total;
  const columns = [0, 1, 2, 3, 4, 5].map(() => new Float64Array(bars));
  for (let i = 0; i < bars; i++) {
    const where = place[order === null ? i : order[i]!]!;
    const page = Math.floor(where / 1_048_576);
    const at = where - page * 1_048_576;
    const { rows } = pages[page]!;
    for (let c = 0; c < width; c++) columns[c]![i] = rows[at + c]!;
  }
  const [t, open, high, low, close, volume] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { time: t, open, high, low, close, volume };
}

/** Stretches of `[first bar, to)` that have no bars. */
export function holesOf(time: Float64Array, intervalMs: number, to: number): readonly CandleSpan[] {
  const holes: CandleSpan[] = [];
  const n = time.length;
  for (let i = 1; i <= n; i++) {
    const from = time[i - 1]! + intervalMs;
    const until = i < n ? time[i]! : to;
    if (until > from) holes.push({ from, to: until });
  }
  return holes;
}

/** What to ask so that every hole from `from` on is asked for, in spans of at most `bars` bars. */
export function* spansOver(
  holes: readonly CandleSpan[],
  from: number,
  bars: number,
  intervalMs: number,
): Generator<CandleSpan> {
  let at = from;
  for (let k = 0; k < holes.length; k++) {
    const hole = holes[k]!;
    let start = Math.max(at, hole.from);
    while (start < hole.to) {
      const most = start + bars * intervalMs;
      let to = Math.min(hole.to, most);
      // Holes close behind are asked for along with it.
      for (let j = k + 1; j < holes.length && holes[j]!.to <= most; j++) to = holes[j]!.to;
      yield { from: start, to };
      at = to;
      start = to;
    }
  }
}
