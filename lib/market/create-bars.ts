import { DataError } from '../core/errors';
import { type JobControl, uncontrolled } from '../core/job';
import type { BarColumns, Bars, BarsSource, Instrument } from './bars';
import { fingerprintBars } from './fingerprint';

/**
 * Bars from finished columns: checks the one length and the strictly increasing time, and takes the fingerprint.
 * @throws {DataError} for columns of different lengths, no bars, or a time that does not increase
 */
export async function createBars(
  columns: BarColumns,
  about: {
    readonly instrument: Instrument;
    readonly intervalMs: number;
    readonly timeZone: string;
    readonly source: BarsSource;
  },
  control: JobControl = uncontrolled,
): Promise<Bars> {
  const { time, open, high, low, close, volume } = columns;
  const length = time.length;
  if (length === 0) throw new DataError('There are no bars.');
  for (const column of [open, high, low, close, volume]) {
    if (column.length !== length) {
      throw new DataError(`Columns differ in length: ${column.length} and ${length}.`);
    }
  }
  for (let i = 1; i < length; i++) {
    if (!(time[i]! > time[i - 1]!)) {
      throw new DataError(`Time does not increase at bar ${i + 1}.`, {
        row: i + 1,
        column: 'time',
      });
    }
  }
  const fingerprint = await fingerprintBars(columns, about.intervalMs, control);
  const { instrument, intervalMs, timeZone, source } = about;
  return {
    time,
    open,
    high,
    low,
    close,
    volume,
    length,
    instrument,
    intervalMs,
    timeZone,
    source,
    fingerprint,
  };
}
