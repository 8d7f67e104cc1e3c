import type { ExchangeSeries } from './exchange.schema';

/** What is to be downloaded: bars that open in `[from, to)`, UTC epoch ms. */
export interface DownloadPlan {
  readonly series: ExchangeSeries;
  readonly from: number;
  readonly to: number;
  /** Fingerprint of the data set this goes on from; its last bar is the first of the plan. null = a new one. */
  readonly extending: string | null;
}

/** A download that was begun, as far as it is. */
export interface DownloadRecord extends DownloadPlan {
  readonly id: string;
  /** Everything before this was answered by the exchange. */
  readonly next: number;
  /** Holes before this were asked for a second time. */
  readonly repairedTo: number;
  /** Bars and pages kept so far. */
  readonly bars: number;
  readonly pages: number;
  /** UTC epoch ms. */
  readonly begunAt: number;
}

/** Bars that came with one answer. */
export interface DownloadPage {
  readonly download: string;
  /** 0 = first to come; holes that were filled later have pages of their own. */
  readonly page: number;
  /** Time, open, high, low, close, volume of each bar, one bar after the other. */
  readonly rows: Float64Array;
}

/** Where pages wait until the download is whole, so that it can be left off and taken up again. */
export interface DownloadStore {
  /** Those that were begun, latest first. */
  list(): Promise<readonly DownloadRecord[]>;
  find(id: string): Promise<DownloadRecord | null>;
  /** The state of a download with the page that made it so, all or nothing. */
  keep(record: DownloadRecord, page: DownloadPage | null): Promise<void>;
  /** In the order they came. */
  pages(id: string): Promise<readonly DownloadPage[]>;
  /** Forgets a download and its pages; also one there is none of. */
  discard(id: string): Promise<void>;
}

/** The same plan has the same name, so that beginning it again takes it up again. */
export function downloadId({ series, from, to, extending }: DownloadPlan): string {
  const { exchange, symbol, interval } = series;
  return [exchange, symbol, interval, from, to, extending ?? ''].join(' ').trim();
}

/** Latest begun first; of those that were begun together in order of id. */
export const latestBegunFirst = (a: DownloadRecord, b: DownloadRecord): number =>
  b.begunAt - a.begunAt || (a.id < b.id ? -1 : 1);

/** Downloads that are gone with the process. */
export function memoryDownloads(): DownloadStore {
  const records = new Map<string, DownloadRecord>();
  const pages = new Map<string, DownloadPage[]>();
  return {
    list: async () => [...records.values()].sort(latestBegunFirst),
    find: async (id) => records.get(id) ?? null,
    keep: async (record, page) => {
      records.set(record.id, record);
      const kept = pages.get(record.id) ?? [];
      if (page !== null) kept.push(page);
      pages.set(record.id, kept);
    },
    pages: async (id) => pages.get(id) ?? [],
    discard: async (id) => {
      records.delete(id);
      pages.delete(id);
    },
  };
}
