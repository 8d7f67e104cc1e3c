import { ConfigError, DataError } from '../../core/errors';
import { uncontrolled } from '../../core/job';
import type { Bars, Instrument } from '../bars';
import { DAY_MS } from '../civil-date';
import { createBars } from '../create-bars';
import { importLimits } from '../import/limits';
import type { RowPlan } from '../import/recipe.schema';
import { parseRows } from '../import/row-parser';
import { resampleBars } from '../resample';

/** A data set that comes with the program. */
export interface Sample {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** File name under `samples/` of the site. */
  readonly file: string;
  readonly bars: number;
  readonly intervalMs: number;
  /** Days are session dates stamped 00:00 UTC, so they are shown and counted in UTC. */
  readonly timeZone: string;
  readonly instrument: Instrument;
  /** False for a price index: holding it also paid dividends, which returns leave out. */
  readonly includesDividends: boolean;
  /** What a price is, in words. */
  readonly priceNote: string;
  readonly plan: RowPlan;
}

export const samples: readonly Sample[] = [
  {
    id: 'sp500',
    label: 'S&P 500',
    description: 'S&P 500 index, daily, January 2000 to April 2020',
    file: 'sp500-2000.csv',
    bars: 5105,
    intervalMs: DAY_MS,
    timeZone: 'UTC',
    instrument: {
      symbol: 'SPX',
      name: 'S&P 500',
      assetClass: 'index',
      quoteCurrency: 'USD',
      calendar: 'equity-us',
      tickSize: 0,
    },
    includesDividends: false,
    priceNote: 'Prices are index points, taken as USD; dividends are not included.',
    plan: {
      separator: ',',
      decimal: '.',
      firstRow: 2,
      columnCount: 7,
      columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 6 },
      symbolColumn: null,
      timeFormat: 'iso',
      zone: null,
      zoneRequired: false,
    },
  },
];

/** The sample of an id; the id of a resampled one (`sp500@604800000`) finds its origin.
 * @throws {ConfigError} for an unknown id
 */
export function findSample(id: string): Sample {
  const sample = samples.find((it) => it.id === id.split('@')[0]);
  if (sample === undefined) {
    throw new ConfigError(
      `There is no sample ‘${id.slice(0, 60)}’; there are ${samples.map((it) => it.id).join(', ')}.`,
      'id',
    );
  }
  return sample;
}

/**
 * Bars of a sample from its file's bytes.
 * @throws {ConfigError} for an unknown id; {DataError} where the file is not the one that was shipped
 */
export async function sampleFromBytes(id: string, bytes: Uint8Array): Promise<Bars> {
  const sample = findSample(id);
  const rows = await parseRows(bytes, sample.plan, importLimits, uncontrolled);
  if (rows.length !== sample.bars || rows.unreadable.length > 0) {
    throw new DataError(
      `The sample ${sample.label} has ${rows.length} readable rows, expected ${sample.bars}. Build the site again.`,
      { file: sample.file },
    );
  }
  const bars = await createBars(rows, {
    instrument: sample.instrument,
    intervalMs: sample.intervalMs,
    timeZone: sample.timeZone,
    source: { kind: 'sample', id: sample.id },
  });
  const resampleMs = Number(id.split('@')[1] ?? 0);
  return resampleMs > 0 ? resampleBars(bars, resampleMs) : bars;
}
