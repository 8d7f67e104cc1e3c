import type { Sha256Hex } from '../core/nominal';
import type { RateSeries } from '../market/rate-series';
import type { LookbackDatabase } from './database';
import { describeRates, type RateSeriesRecord } from './rate-record';
import { removableRecords } from './removable-records';
import { guarded, missingRates, storageError } from './storage-error';
import type { RateRepository } from './store';

/** A series from what is known of it and its columns. */
export function ratesFrom(
  record: RateSeriesRecord,
  columns: { readonly time: Float64Array; readonly rate: Float64Array },
): RateSeries {
  return {
    name: record.name,
    symbol: record.symbol,
    length: record.rates,
    time: columns.time,
    rate: columns.rate,
    fingerprint: record.fingerprint as Sha256Hex,
  };
}

/** Rate series in IndexedDB. */
export function createRateRepository(database: LookbackDatabase): RateRepository {
  const { rates, rateColumns } = database;
  const { inUse, ...records } = removableRecords<RateSeriesRecord>(database, {
    records: rates,
    parts: [rateColumns],
    clear: (fingerprint) => rateColumns.delete(fingerprint),
    missing: missingRates,
  });
  return {
    ...records,
    save: (made, savedAt) =>
      guarded(async () => {
        const record = describeRates(made, savedAt);
        const { time, rate } = made.series;
        await database.transaction('rw', rates, rateColumns, async () => {
          await rateColumns.put({
            fingerprint: record.fingerprint,
            // slice: the record must not hold more of a shared buffer than the column.
            time: time.slice().buffer as ArrayBuffer,
            rate: rate.slice().buffer as ArrayBuffer,
          });
          await rates.put(record);
        });
        return record;
      }),
    load: (fingerprint) =>
      guarded(() =>
        database.transaction('r', rates, rateColumns, async () => {
          const record = await inUse(fingerprint);
          const columns = await rateColumns.get(fingerprint);
          const bytes = 8 * record.rates;
          if (columns?.time.byteLength !== bytes || columns.rate.byteLength !== bytes) {
            throw storageError('evicted');
          }
          return ratesFrom(record, {
            time: new Float64Array(columns.time),
            rate: new Float64Array(columns.rate),
          });
        }),
      ),
  };
}
