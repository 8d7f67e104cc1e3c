import { countText } from '../core/count-text';
import { DataError } from '../core/errors';
import type { Bars } from './bars';

const columns = ['open', 'high', 'low', 'close', 'volume'] as const;
/** Bars beyond this would not fit the one buffer the file is written into. */
const maxBars = 20_000_000;

/**
 * Parquet with the columns of the plain CSV: `timestamp` in UTC milliseconds, the others as 64-bit floats, bit for bit.
 * Symbol, name, currency and interval are in the file's key-value metadata. The writer is loaded when first needed.
 */
export async function exportParquet(bars: Bars): Promise<Uint8Array> {
  if (bars.length > maxBars) {
    throw new DataError(`A Parquet file takes at most ${countText(maxBars)} bars.`);
  }
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const time = BigInt64Array.from(bars.time, (ms) => BigInt(ms));
  const { symbol, name, quoteCurrency } = bars.instrument;
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'timestamp', data: time },
      ...columns.map((column) => ({ name: column, data: bars[column] })),
    ],
    schema: [
      { name: 'root', num_children: 6 },
      {
        name: 'timestamp',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      },
      ...columns.map((column) => ({
        name: column,
        type: 'DOUBLE' as const,
        repetition_type: 'REQUIRED' as const,
      })),
    ],
    kvMetadata: [
      { key: 'lookback.symbol', value: symbol },
      { key: 'lookback.name', value: name },
      { key: 'lookback.quoteCurrency', value: quoteCurrency },
      { key: 'lookback.intervalMs', value: String(bars.intervalMs) },
    ],
  });
  return new Uint8Array(buffer);
}
