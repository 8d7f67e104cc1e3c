import { DataError } from '../core/errors';
import { sha256HexLarge } from '../core/hashing';
import { littleEndianBytes } from './fingerprint';
import type { RateSeries } from './rate-series';

/**
 * A rate series from finished columns: checks them and takes the fingerprint.
 * @throws {DataError} for no rates, columns of different lengths, a time that does not increase or a rate that is no number
 */
export async function createRates(
  columns: { readonly time: Float64Array; readonly rate: Float64Array },
  about: { readonly name: string; readonly symbol: string },
): Promise<RateSeries> {
  const { time, rate } = columns;
  const { length } = time;
  if (length === 0) throw new DataError('There are no rates.');
  if (rate.length !== length) {
    throw new DataError(`Columns differ in length: ${length} and ${rate.length}.`);
  }
  for (let i = 0; i < length; i++) {
    if (i > 0 && !(time[i]! > time[i - 1]!)) {
      throw new DataError(`Time does not increase at rate ${i + 1}.`, {
        row: i + 1,
        column: 'time',
      });
    }
    if (!Number.isFinite(rate[i]!)) {
      throw new DataError(`Rate ${i + 1} is not a number.`, { row: i + 1, column: 'rate' });
    }
  }
  const flat = new Float64Array(2 * length);
  flat.set(time);
  for (let i = 0; i < length; i++) flat[length + i] = rate[i] === 0 ? 0 : rate[i]!;
  const fingerprint = await sha256HexLarge(littleEndianBytes(flat));
  const { name, symbol } = about;
  return { name, symbol, length, time, rate, fingerprint };
}
