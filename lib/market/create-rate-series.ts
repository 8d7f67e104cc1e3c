import { DataError } from '../core/errors';
import { sha256HexLarge } from '../core/hashing';
import { littleEndianBytes } from './fingerprint';
import type { RateSeries } from './rate-series';

/**
 * A series from finished columns: checks the one length and the strictly increasing time, and takes the fingerprint.
 * @throws {DataError} for columns of different lengths, no rates, a time that does not increase or a rate that is no number
 */
export async function createRateSeries(
  columns: Pick<RateSeries, 'time' | 'rate'>,
  about: Pick<RateSeries, 'name' | 'symbol'>,
): Promise<RateSeries> {
  const { time, rate } = columns;
  const length = time.length;
  if (length === 0) throw new DataError('There are no rates.');
  if (rate.length !== length) {
    throw new DataError(`Columns differ in length: ${rate.length} and ${length}.`);
  }
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(rate[i]!)) {
      throw new DataError(`Rate ${i + 1} is not a number.`, { row: i + 1, column: 'rate' });
    }
    if (i > 0 && !(time[i]! > time[i - 1]!)) {
      throw new DataError(`Time does not increase at rate ${i + 1}.`, {
        row: i + 1,
        column: 'time',
      });
    }
  }
  const flat = new Float64Array(2 * length);
  flat.set(time);
  flat.set(rate, length);
  // −0 and 0 are the same rate.
  for (let i = 0; i < flat.length; i++) if (flat[i] === 0) flat[i] = 0;
  const fingerprint = await sha256HexLarge(littleEndianBytes(flat));
  return { ...about, length, time, rate, fingerprint };
}
