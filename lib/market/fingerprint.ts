import { sha256HexLarge } from '../core/hashing';
import { type JobControl, uncontrolled } from '../core/job';
import type { Sha256Hex } from '../core/nominal';
import { inSlices, type SlicedWork, stepValues } from '../core/sliced-work';
import type { BarColumns } from './bars';

/**
 * Data fingerprint: SHA-256 of the interval and the columns t, o, h, l, c, v in that order, each value
 * a little-endian f64 (−0 as 0). Name and source are left out: the same bars have the same fingerprint wherever they came from.
 */
export async function fingerprintBars(
  columns: BarColumns,
  intervalMs: number,
  control: JobControl = uncontrolled,
): Promise<Sha256Hex> {
  return sha256HexLarge(littleEndianBytes(await inSlices(flatWork(columns, intervalMs), control)));
}

function* flatWork(columns: BarColumns, intervalMs: number): SlicedWork<Float64Array> {
  const n = columns.time.length;
  const flat = new Float64Array(1 + 6 * n);
  flat[0] = intervalMs;
  const parts = [
    columns.time,
    columns.open,
    columns.high,
    columns.low,
    columns.close,
    columns.volume,
  ];
  for (let k = 0; k < parts.length; k++) {
    const part = parts[k]!;
    for (let from = 0; from < n; from += stepValues) {
      const to = Math.min(n, from + stepValues);
      const at = 1 + k * n;
      flat.set(part.subarray(from, to), at + from);
      for (let i = at + from; i < at + to; i++) if (flat[i] === 0) flat[i] = 0;
      yield to - from;
    }
  }
  return flat;
}

const hostIsLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The bytes of an f64 array in little-endian order, whatever the host's. */
export function littleEndianBytes(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (hostIsLittleEndian) return bytes;
  const swapped = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) swapped[i] = bytes[(i & ~7) + (7 - (i & 7))]!;
  return swapped;
}
