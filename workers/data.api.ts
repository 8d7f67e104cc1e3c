import type { JobProgress } from '../lib/core/job';
import type { DataSetInfo, DroppedRow } from '../lib/storage/data-set';
import type { RateSeriesInfo } from '../lib/storage/rate-record';
import type { DownloadApi } from './download.api';
import type { ImportApi } from './import.api';

export type * from './download.api';
export type * from './import.api';
export type { DataSetInfo, DroppedRow, JobProgress, RateSeriesInfo };

export interface StorageState {
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly persistent: boolean | null;
  /** Why nothing outlives this page, null where storage works. */
  readonly problem?: string | null;
}

/** Rates for a chart. */
export interface RatePoints {
  /** UTC epoch ms of the first charge of each point. */
  readonly time: Float64Array;
  /** Mean of the charges of each point, fractions. */
  readonly rate: Float64Array;
  readonly chargesPerPoint: number;
}

/** Rate series of the library, such as the funding of a perpetual. */
export interface RateApi {
  listRates(): Promise<readonly RateSeriesInfo[]>;
  /** The whole series in at most `most` points. */
  ratePoints(fingerprint: string, most: number): Promise<RatePoints>;
  /** `timestamp,rate` CSV, ISO times in UTC, fractions; it imports to the same fingerprint. */
  exportRates(fingerprint: string): Promise<Uint8Array>;
  renameRates(fingerprint: string, name: string): Promise<void>;
  /** Kept aside for an hour so that it can be undone. */
  removeRates(fingerprint: string): Promise<void>;
  restoreRates(fingerprint: string): Promise<void>;
}

/** The data worker, as the page calls it through its client. */
export interface DataApi extends ImportApi, DownloadApi, RateApi {
  /**
   * Imports a file a link asks for by the recipe in the link, without questions: its bars, its benchmark's or its
   * funding rates, for which it gives null. Bars that differ from the claimed ones are kept too: the comparison says so.
   */
  importForLink(bytes: Uint8Array, fileName: string, fragment: string): Promise<DataSetInfo | null>;

  list(): Promise<readonly DataSetInfo[]>;
  rename(fingerprint: string, name: string): Promise<void>;
  /** Kept aside until the page is closed so that it can be undone. */
  remove(fingerprint: string): Promise<{ readonly runsAffected: number }>;
  restore(fingerprint: string): Promise<void>;
  /** Plain `timestamp,open,high,low,close,volume` CSV, ISO times in UTC. */
  exportCsv(fingerprint: string): Promise<Uint8Array>;
  /** The same columns in Parquet: times in microseconds, prices bit for bit. */
  exportParquet(fingerprint: string): Promise<Uint8Array>;
  droppedRows(fingerprint: string): Promise<readonly DroppedRow[]>;
  /** Higher interval from stored bars, closed bars only; saved as a data set of its own. */
  resample(fingerprint: string, intervalMs: number, name: string): Promise<DataSetInfo>;
  createSynthetic(
    config: Readonly<Record<string, unknown>>,
    name: string,
  ): Promise<readonly DataSetInfo[]>;
  storage(): Promise<StorageState>;
}
