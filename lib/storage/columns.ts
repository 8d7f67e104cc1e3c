import type { BarColumns, Bars } from '../market/bars';
import { type ColumnName, columnNames, type DataSetRecord } from './data-set';
import type { ColumnPart } from './database';
import { maxPartBytes } from './database';
import { storageError } from './storage-error';

/** The columns of bars in records of at most `partBytes`, each with a buffer of its own. */
export function* columnParts(bars: Bars, partBytes = maxPartBytes): Generator<ColumnPart> {
  const valuesPerPart = Math.floor(partBytes / 8);
  for (const column of columnNames) {
    const values = bars[column];
    for (let part = 0, from = 0; from < values.length; part++, from += valuesPerPart) {
      // slice: the record must not hold the whole column, nor module memory.
      const copy = values.slice(from, from + valuesPerPart);
      yield {
        fingerprint: bars.fingerprint,
        column,
        part,
        buffer: copy.buffer as ArrayBuffer,
      };
    }
  }
}

/**
 * One column from its parts in order, `length` values.
 * @throws {StorageError} of reason `evicted` when parts are missing or short
 */
export function joinParts(parts: readonly ColumnPart[], length: number): Float64Array {
  const values = new Float64Array(length);
  let at = 0;
  for (let k = 0; k < parts.length; k++) {
    const { part, buffer } = parts[k]!;
    if (part !== k || at + buffer.byteLength / 8 > length) throw storageError('evicted');
    values.set(new Float64Array(buffer), at);
    at += buffer.byteLength / 8;
  }
  if (at !== length) throw storageError('evicted');
  return values;
}

/** Bars from what is known of them and their columns. */
export function barsFrom(
  record: DataSetRecord,
  columns: Readonly<Record<ColumnName, Float64Array>>,
): Bars {
  return {
    ...(columns satisfies BarColumns),
    length: record.bars,
    instrument: record.instrument,
    intervalMs: record.intervalMs,
    timeZone: record.timeZone,
    source: record.source,
    fingerprint: record.fingerprint,
  };
}
