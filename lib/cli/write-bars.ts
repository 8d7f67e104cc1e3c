import { ConfigError } from '../core/errors';
import type { JobControl } from '../core/job';
import type { Bars } from '../market/bars';
import { exportCsv } from '../market/export-csv';
import { exportParquet } from '../market/export-parquet';

export type BarsFormat = 'csv' | 'parquet';

/** The format asked for, else that of the file's ending, else CSV. @throws {ConfigError} for another one */
export function barsFormat(format: unknown, file: unknown): BarsFormat {
  if (format === undefined) {
    return typeof file === 'string' && /\.parquet$/i.test(file) ? 'parquet' : 'csv';
  }
  if (format === 'csv' || format === 'parquet') return format;
  throw new ConfigError(`“${String(format)}” is no format; choose csv or parquet.`, 'format');
}

/** Bars as the bytes of a file that imports to the same fingerprint. */
export async function barsBytes(
  bars: Bars,
  format: BarsFormat,
  control: JobControl,
): Promise<Uint8Array> {
  return format === 'parquet' ? exportParquet(bars, control) : exportCsv(bars);
}
