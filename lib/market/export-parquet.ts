import type { SchemaElement } from 'hyparquet-writer';
import { countText } from '../core/count-text';
import { DataError } from '../core/errors';
import { type JobControl, uncontrolled } from '../core/job';
import type { Bars } from './bars';

/** Bars beyond this would not fit the one buffer the file is written into. */
const maxBars = 20_000_000;
/** Bars of a row group: written, and read again, between two checks for Cancel. */
const groupBars = 1 << 15;

const columns = ['open', 'high', 'low', 'close', 'volume'] as const;
const schema: SchemaElement[] = [
  { name: 'root', num_children: 1 + columns.length },
  {
    name: 'timestamp',
    type: 'INT64',
    repetition_type: 'REQUIRED',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  ...columns.map((name): SchemaElement => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' })),
];

/**
 * Parquet with the columns of the plain CSV: `timestamp` in UTC milliseconds, the others as 64-bit floats, bit for bit.
 * Symbol, name, currency and interval are in the file's key-value metadata. The writer is loaded when first needed.
 * @throws {DataError} for more bars than a file takes; {CancelledError}
 */
export async function exportParquet(
  bars: Bars,
  control: JobControl = uncontrolled,
): Promise<Uint8Array> {
  if (bars.length > maxBars) {
    throw new DataError(`A Parquet file takes at most ${countText(maxBars)} bars.`);
  }
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const { symbol, name, quoteCurrency } = bars.instrument;
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema,
    kvMetadata: [
      { key: 'lookback.symbol', value: symbol },
      { key: 'lookback.name', value: name },
      { key: 'lookback.quoteCurrency', value: quoteCurrency },
      { key: 'lookback.intervalMs', value: String(bars.intervalMs) },
    ],
  });
  for (let from = 0; from < bars.length; from += groupBars) {
    const to = Math.min(bars.length, from + groupBars);
    const time = BigInt64Array.from(bars.time.subarray(from, to), (ms) => BigInt(ms));
    await writer.write({
      columnData: [
        { name: 'timestamp', data: time },
        ...columns.map((column) => ({ name: column, data: bars[column].subarray(from, to) })),
      ],
      rowGroupSize: groupBars,
    });
    control.report({ done: to, total: bars.length, label: 'Writing Parquet' });
    await control.checkpoint();
  }
  await writer.finish();
  return bytes.getBytes();
}
