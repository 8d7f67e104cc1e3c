import { KernelError } from '../core/errors';
import { atOnce, type SlicedWork } from '../core/sliced-work';
import { recordLayout } from '../kernels/broker-codes';

/** Bytes of a record. */
export const recordBytes = 72;

const numbers = [
  recordLayout.quantity,
  recordLayout.refPrice,
  recordLayout.price,
  recordLayout.fee,
  recordLayout.slippage,
  recordLayout.spread,
];

/** Records between two yields, and what one of them counts for. */
const recordsAStep = 16_384;
const valuesARecord = 8;

/**
 * The log as it is hashed: −0 becomes 0. Changes the given bytes.
 * @throws {KernelError} when a number is NaN or infinite: a ledger never holds one
 */
export function* canonicalLogWork(
  log: Uint8Array<ArrayBuffer>,
): SlicedWork<Uint8Array<ArrayBuffer>> {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const stride = recordsAStep * recordBytes;
  for (let from = 0; from < log.byteLength; from += stride) {
    canonicalRecords(view, from, Math.min(log.byteLength, from + stride));
    yield recordsAStep * valuesARecord;
  }
  return log;
}

/** {@link canonicalLogWork} in one go. */
export function canonicalLog(log: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return atOnce(canonicalLogWork(log));
}

function canonicalRecords(view: DataView, from: number, to: number): void {
  for (let at = from; at < to; at += recordBytes) {
    for (const offset of numbers) {
      const value = view.getFloat64(at + offset, true);
      if (!Number.isFinite(value)) {
        throw new KernelError(
          `Record ${at / recordBytes} of the log, bar ${view.getInt32(at + recordLayout.bar, true)}, holds ${value}. Please report this run.`,
          'broker',
        );
      }
      if (value === 0) view.setFloat64(at + offset, 0, true);
    }
  }
}
