import { ConfigError } from '../lib/core/errors';
import type { JobControl } from '../lib/core/job';
import type { Bars } from '../lib/market/bars';
import { downloadBars, plannedBars } from '../lib/market/exchange/download-bars';
import {
  type DownloadPlan,
  type DownloadRecord,
  downloadId,
} from '../lib/market/exchange/download-store';
import { examineDownload } from '../lib/market/exchange/examine-download';
import {
  type ExchangeSeries,
  exchangeIntervals,
  exchangeListing,
} from '../lib/market/exchange/exchange.schema';
import { untilCancelled } from '../lib/market/exchange/until-cancelled';
import { intervalLabel } from '../lib/market/interval';
import type { DataSetInfo, LookbackStore, NewDataSet } from '../lib/storage';
import type { DownloadApi, DownloadInfo, DownloadResult, SeriesSpan } from './download.api';
import type { ExchangeAccess } from './exchange-access';
import { foundIn } from './found-in';
import type { Served } from './serve';

/** What the desk takes from the rest of the worker. */
export interface DownloadDeskOptions {
  opened(): Promise<LookbackStore>;
  save(set: NewDataSet): Promise<DataSetInfo>;
  info(fingerprint: string): Promise<DataSetInfo>;
  /** The way to the exchanges; loaded at the first use. */
  access(): Promise<ExchangeAccess>;
}

/** After every bar there is: the year 2100. */
const farOff = 4_102_444_800_000;

/** `BTC/USDT, 1 minute, Binance`. */
export function downloadName({ exchange, symbol, interval }: ExchangeSeries): string {
  const { label } = exchangeListing(exchange);
  return `${symbol}, ${intervalLabel(exchangeIntervals[interval])}, ${label}`;
}

/** Bars of exchanges on their way into the library. */
export function downloadDesk({
  opened,
  save,
  info,
  access,
}: DownloadDeskOptions): Served<DownloadApi> {
  const spanOf = async (series: ExchangeSeries, control: JobControl): Promise<SeriesSpan> => {
    const { port, timing } = await access();
    // Days are few, so that the first of many years is found with one question.
    const days = { ...series, interval: '1d', from: 0, to: farOff, limit: 1 } as const;
    const { candles, next, exchangeTime } = await untilCancelled(control, timing, (signal) =>
      port.candles(days, signal),
    );
    return { now: exchangeTime, first: candles[0]?.[0] ?? next };
  };

  const finish = async (
    plan: DownloadPlan,
    name: string,
    base: Bars | null,
    control: JobControl,
  ): Promise<DownloadResult> => {
    const { port, timing } = await access();
    const store = await opened();
    const options = { port, store: store.downloads, timing, control, base };
    const bars = await downloadBars(plan, options);
    const faults = await examineDownload(bars, control);
    await control.checkpoint();
    const set =
      bars.fingerprint === base?.fingerprint
        ? await info(base.fingerprint)
        : await save({ bars, name, quality: foundIn(faults, 0), dropped: [] });
    await store.downloads.discard(downloadId(plan));
    return { set, faults, newBars: bars.length - (base?.length ?? 0) };
  };

  const baseOf = async (extending: string | null): Promise<Bars | null> =>
    extending === null ? null : (await opened()).dataSets.loadBars(extending);

  const nameOf = async (extending: string): Promise<string | null> =>
    (await (await opened()).dataSets.find(extending))?.name ?? null;

  const listed = async (record: DownloadRecord): Promise<DownloadInfo> => {
    const { id, series, from, to, bars, begunAt, extending } = record;
    return {
      id,
      series,
      from,
      to,
      bars,
      planned: plannedBars(record),
      begunAt,
      extending: extending === null ? null : await nameOf(extending),
    };
  };

  return {
    async exchangeSymbols(exchange, control) {
      const { port, timing } = await access();
      return untilCancelled(control, timing, (signal) => port.symbols(exchange, signal));
    },
    seriesSpan: spanOf,
    download: (series, from, to, control) =>
      finish({ series, from, to, extending: null }, downloadName(series), null, control),
    async downloads() {
      const records = await (await opened()).downloads.list();
      return Promise.all(records.map(listed));
    },
    async resumeDownload(id, control) {
      const record = await (await opened()).downloads.find(id);
      if (record === null) {
        throw new ConfigError('This download is no longer here. Begin it again.', 'id');
      }
      const { series, from, to, extending } = record;
      const base = await baseOf(extending);
      const name = (extending === null ? null : await nameOf(extending)) ?? downloadName(series);
      return finish({ series, from, to, extending }, name, base, control);
    },
    async discardDownload(id) {
      await (await opened()).downloads.discard(id);
    },
    async updateSet(fingerprint, control) {
      const store = await opened();
      const base = await store.dataSets.loadBars(fingerprint);
      const { source } = base;
      if (source.kind !== 'exchange' || source.resampleMs !== undefined) {
        throw new ConfigError(
          'Only bars as an exchange gave them can be brought up to date.',
          'fingerprint',
        );
      }
      const { exchange, symbol, interval } = source;
      const series = { exchange, symbol, interval };
      const intervalMs = exchangeIntervals[interval];
      const from = base.time[base.length - 1]!;
      const { now } = await spanOf(series, control);
      const to = Math.floor(now / intervalMs) * intervalMs;
      if (to <= from + intervalMs) {
        return { set: await info(fingerprint), faults: [], newBars: 0 };
      }
      const name = (await nameOf(fingerprint)) ?? downloadName(series);
      return finish({ series, from, to, extending: fingerprint }, name, base, control);
    },
  };
}
