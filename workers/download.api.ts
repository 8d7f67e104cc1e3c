import type { ExchangeId, ExchangeSeries } from '../lib/market/exchange/exchange.schema';
import type { ExchangeSymbol } from '../lib/market/exchange/exchange-port';
import type { FaultReport } from '../lib/market/import/types';
import type { DataSetInfo } from '../lib/storage/data-set';

export type { ExchangeId, ExchangeSeries, ExchangeSymbol, FaultReport };

/** From when to when an exchange has bars of a series. */
export interface SeriesSpan {
  /** Open of its first bar, UTC epoch ms; null = it has none. */
  readonly first: number | null;
  /** The exchange's time now, UTC epoch ms: a replay exchange lives in another year. */
  readonly now: number;
}

/** A download that was begun and not finished. */
export interface DownloadInfo {
  readonly id: string;
  readonly series: ExchangeSeries;
  /** Bars that open in `[from, to)`, UTC epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Bars that are here already, and bars there would be without gaps. */
  readonly bars: number;
  readonly planned: number;
  readonly begunAt: number;
  /** Name of the data set it goes on from, null for a new one. */
  readonly extending: string | null;
}

/** What a download came to. */
export interface DownloadResult {
  readonly set: DataSetInfo;
  /** What is odd about the bars; gaps stay gaps. */
  readonly faults: readonly FaultReport[];
  /** Bars that were not in the set that was brought up to date; 0 = it is up to date, and `set` is that one. */
  readonly newBars: number;
}

/** Bars of exchanges on their way into the library. Prices come through this site's server. */
export interface DownloadApi {
  exchangeSymbols(exchange: ExchangeId): Promise<readonly ExchangeSymbol[]>;
  seriesSpan(series: ExchangeSeries): Promise<SeriesSpan>;
  /**
   * Downloads the bars that open in `[from, to)` and saves them. Cancelled or broken off it is listed by
   * {@link downloads} and goes on where it was, also when the same range is asked for again.
   */
  download(series: ExchangeSeries, from: number, to: number): Promise<DownloadResult>;
  downloads(): Promise<readonly DownloadInfo[]>;
  resumeDownload(id: string): Promise<DownloadResult>;
  discardDownload(id: string): Promise<void>;
  /** Downloads what an exchange has had since, and saves old and new bars as a data set of their own. */
  updateSet(fingerprint: string): Promise<DownloadResult>;
}
