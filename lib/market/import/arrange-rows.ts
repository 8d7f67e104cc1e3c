import type { JobControl } from '../../core/job';
import type { BarColumns } from '../bars';
import type { ParsedRows } from './parsed-rows';
import type { ChosenRepairs } from './recipe.schema';
import type { FaultClass } from './types';

export type RowOrder = 'oldest-first' | 'newest-first' | 'mixed';

/** Rows put in order under chosen repairs: indices are those of the parsed rows. */
export interface ArrangedRows {
  readonly columns: BarColumns;
  readonly order: RowOrder;
  /** Parsed row of each bar; null where bar i is row i. */
  readonly rowOfBar: Uint32Array | null;
  readonly nonPositive: readonly number[];
  readonly highBelowLow: readonly number[];
  readonly outside: readonly number[];
  readonly outOfOrder: readonly number[];
  /** Later rows of the same time, each with the row kept in the file first. */
  readonly duplicates: readonly { readonly row: number; readonly first: number }[];
  readonly dropped: readonly { readonly row: number; readonly fault: FaultClass }[];
}

const slice = 1 << 16;

/**
 * Leaves out rows that are no bars, reads a newest-first file backwards, sorts or drops what is out of order and
 * keeps one of each time. Out of order are the fewest rows whose removal leaves the rest in order, so that one
 * wrong time far ahead is one fault and not one for each row behind it.
 */
export async function arrangeRows(
  rows: ParsedRows,
  repairs: ChosenRepairs,
  control: JobControl,
): Promise<ArrangedRows> {
  const { time, open, high, low, close } = rows;
  const n = rows.length;
  const nonPositive: number[] = [];
  const highBelowLow: number[] = [];
  const outside: number[] = [];
  let up = 0;
  let down = 0;
  for (let from = 0; from < n; from += slice) {
    const to = Math.min(n, from + slice);
    for (let i = from; i < to; i++) {
      const o = open[i]!;
      const h = high[i]!;
      const l = low[i]!;
      const c = close[i]!;
      if (!(l > 0 && o > 0 && c > 0 && h > 0)) nonPositive.push(i);
      else if (h < l) highBelowLow.push(i);
      else if (h < o || h < c || l > o || l > c) outside.push(i);
      if (i > 0) {
        const step = time[i]! - time[i - 1]!;
        if (step > 0) up++;
        else if (step < 0) down++;
      }
    }
    control.report({ done: to, total: n, label: 'Checking rows' });
    await control.checkpoint();
  }
  const order: RowOrder =
    down === 0 || up >= 9 * down ? 'oldest-first' : down >= 9 * up ? 'newest-first' : 'mixed';
  const found = { order, nonPositive, highBelowLow, outside };
  const dropped: { row: number; fault: FaultClass }[] = [];
  const drop = (list: readonly number[], fault: FaultClass): void => {
    for (const row of list) dropped.push({ row, fault });
  };
  drop(nonPositive, 'non-positive-price');
  drop(highBelowLow, 'high-below-low');
  if (repairs['open-close-outside'] === 'drop') drop(outside, 'open-close-outside');

  if (up === n - 1 && dropped.length === 0) {
    return { columns: rows, rowOfBar: null, outOfOrder: [], duplicates: [], dropped, ...found };
  }
  const gone = new Uint8Array(n);
  for (const { row } of dropped) gone[row] = 1;
  const kept: number[] = [];
  for (let i = 0; i < n; i++) {
    const row = order === 'newest-first' ? n - 1 - i : i;
    if (gone[row] === 0) kept.push(row);
  }
  const inOrder = await longestOrdered(kept, time, control);
  const isOrdered = new Uint8Array(n);
  for (const row of inOrder) isOrdered[row] = 1;
  const outOfOrder = kept.filter((row) => isOrdered[row] === 0).sort((a, b) => a - b);
  let sequence = inOrder;
  if (repairs['out-of-order'] === 'drop') drop(outOfOrder, 'out-of-order');
  else if (outOfOrder.length > 0) sequence = merge(inOrder, outOfOrder, time);

  const duplicates: { row: number; first: number }[] = [];
  const chosen: number[] = [];
  const keepLast = repairs['duplicate-time'] === 'keep-last';
  for (let k = 0; k < sequence.length; ) {
    let end = k + 1;
    while (end < sequence.length && time[sequence[end]!] === time[sequence[k]!]) end++;
    if (end === k + 1) {
      chosen.push(sequence[k]!);
    } else {
      const group = sequence.slice(k, end).sort((a, b) => a - b);
      const keep = keepLast ? group[group.length - 1]! : group[0]!;
      chosen.push(keep);
      for (const row of group) {
        if (row !== group[0]) duplicates.push({ row, first: group[0]! });
        if (row !== keep) dropped.push({ row, fault: 'duplicate-time' });
      }
    }
    k = end;
  }
  const rowOfBar = Uint32Array.from(chosen);
  return {
    columns: gatherColumns(rows, rowOfBar),
    rowOfBar,
    outOfOrder,
    duplicates,
    dropped,
    ...found,
  };
}

/** Columns with only the bars of the given rows, in their order. */
export function gatherColumns(rows: BarColumns, indices: Uint32Array): BarColumns {
  const gather = (column: Float64Array): Float64Array => {
    const out = new Float64Array(indices.length);
    for (let i = 0; i < out.length; i++) out[i] = column[indices[i]!]!;
    return out;
  };
  return {
    time: gather(rows.time),
    open: gather(rows.open),
    high: gather(rows.high),
    low: gather(rows.low),
    close: gather(rows.close),
    volume: gather(rows.volume),
  };
}

/** The longest subsequence of rows whose times never decrease (patience sorting, Fredman 1975). */
async function longestOrdered(
  rows: readonly number[],
  time: Float64Array,
  control: JobControl,
): Promise<number[]> {
  const tails: number[] = [];
  const previous = new Int32Array(rows.length).fill(-1);
  for (let k = 0; k < rows.length; k++) {
    if (k % slice === 0) await control.checkpoint();
    const t = time[rows[k]!]!;
    let at = tails.length;
    if (at > 0 && time[rows[tails[at - 1]!]!]! > t) {
      let low = 0;
      while (low < at) {
        const middle = (low + at) >> 1;
        if (time[rows[tails[middle]!]!]! <= t) low = middle + 1;
        else at = middle;
      }
    }
    previous[k] = at > 0 ? tails[at - 1]! : -1;
    tails[at] = k;
  }
  const result = new Array<number>(tails.length);
  let k = tails[tails.length - 1] ?? -1;
  for (let at = tails.length - 1; at >= 0; at--) {
    result[at] = rows[k]!;
    k = previous[k]!;
  }
  return result;
}

function merge(ordered: readonly number[], rest: readonly number[], time: Float64Array): number[] {
  const sorted = [...rest].sort((a, b) => time[a]! - time[b]! || a - b);
  const out: number[] = [];
  let j = 0;
  for (const row of ordered) {
    while (j < sorted.length && time[sorted[j]!]! < time[row]!) out.push(sorted[j++]!);
    out.push(row);
  }
  while (j < sorted.length) out.push(sorted[j++]!);
  return out;
}
