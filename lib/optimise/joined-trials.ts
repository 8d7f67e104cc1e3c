import { idBytes, type TrialTable } from './trial-table';

/** Leading bytes of an id that fit in a number beside an index. */
const leadingBytes = 6;

/**
 * Per-period Sharpe ratios of the distinct trials of several tables, in order of runId; NaN = the trial has none. Of
 * equal trials the one of the later table counts.
 */
export function joinedTrials(tables: readonly TrialTable[]): Float64Array {
  const { runIds, sharpes } = appended(tables);
  const joined = new Float64Array(sharpes.length);
  let count = 0;
  let last = -1;
  for (const trial of inOrder(runIds)) {
    if (last >= 0 && compared(runIds, last, trial) === 0) count--;
    joined[count++] = sharpes[trial]!;
    last = trial;
  }
  return joined.slice(0, count);
}

function appended(tables: readonly TrialTable[]): TrialTable {
  const length = tables.reduce((sum, table) => sum + table.sharpes.length, 0);
  const runIds = new Uint8Array(length * idBytes);
  const sharpes = new Float64Array(length);
  let at = 0;
  for (const table of tables) {
    runIds.set(table.runIds, at * idBytes);
    sharpes.set(table.sharpes, at);
    at += table.sharpes.length;
  }
  return { runIds, sharpes };
}

/**
 * Indices of the ids in their order, equal ones as they stand. They are sorted as numbers, the leading bytes before
 * the index; only ids that begin alike are compared in full.
 */
function inOrder(runIds: Uint8Array): Uint32Array {
  const length = runIds.length / idBytes;
  let indices = 32;
  while (indices < length) indices *= 2;
  // 48 bits of id and 5 of index are all that a number holds: more of the one is less of the other.
  const dropped = indices / 32;
  const keys = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    let leading = 0;
    for (let i = 0; i < leadingBytes; i++) leading = 256 * leading + runIds[k * idBytes + i]!;
    keys[k] = Math.floor(leading / dropped) * indices + k;
  }
  keys.sort();
  const order = Uint32Array.from(keys, (key) => key % indices);
  const begins = (at: number): number => Math.floor(keys[at]! / indices);
  for (let from = 0; from < length; ) {
    let to = from + 1;
    while (to < length && begins(to) === begins(from)) to++;
    if (to - from > 1) {
      order.subarray(from, to).sort((a, b) => compared(runIds, a, b) || a - b);
    }
    from = to;
  }
  return order;
}

function compared(runIds: Uint8Array, a: number, b: number): number {
  for (let i = 0; i < idBytes; i++) {
    const difference = runIds[a * idBytes + i]! - runIds[b * idBytes + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
