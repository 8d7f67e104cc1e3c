import { KernelError } from '../core/errors';
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

/**
 * The log as it is hashed: −0 becomes 0. Changes the given bytes.
 * @throws {KernelError} when a number is NaN or infinite: a ledger never holds one
 */
export function canonicalLog(log: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  for (let at = 0; at < log.byteLength; at += recordBytes) {
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
  return log;
}
