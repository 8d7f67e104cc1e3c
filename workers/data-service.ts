import { ConfigError } from '../lib/core/errors';
import type { JobControl } from '../lib/core/job';
import type { Bars } from '../lib/market/bars';
import { exportCsv } from '../lib/market/export-csv';
import { exportParquet } from '../lib/market/export-parquet';
import { resampleBars } from '../lib/market/resample';
import { samples } from '../lib/market/samples/samples';
import { syntheticBars } from '../lib/market/synthetic/synthetic-bars';
import { decodeLink } from '../lib/sharing';
import {
  DataLoader,
  type DataSetInfo,
  type DataSetQuality,
  type DataSetRecord,
  describeDataSet,
  missingDataSet,
  type NewDataSet,
  type OpenedStore,
} from '../lib/storage';
import type { DataApi, StorageState } from './data.api';
import { downloadDesk } from './download-desk';
import type { ExchangeAccess } from './exchange-access';
import { givenName } from './given-name';
import { importDesk } from './import-desk';
import { importForLink } from './link-import';
import { rateLibrary } from './rate-library';
import { moving, type Served } from './serve';

/** What the data worker takes from the platform. */
export interface DataServices {
  /** Resolves once the module is loaded; only synthetic markets need it. */
  loadKernels(): Promise<void>;
  /** Bytes of a sample's file. */
  sampleFile(file: string): Promise<Uint8Array>;
  readonly opening: Promise<OpenedStore>;
  /** The way to exchanges through this site; called at the first use. */
  exchanges(): Promise<ExchangeAccess>;
  /** What the browser says of its storage; null where it doesn't tell. */
  estimate(): Promise<{
    readonly usedBytes: number | null;
    readonly quotaBytes: number | null;
    readonly persistent: boolean | null;
  }>;
  /** Monotonic milliseconds. */
  now(): number;
  /** UTC epoch ms. */
  today(): number;
}

/** The data API, and whether a file is on its way, which lives in the worker alone. */
export interface DataService {
  readonly api: Served<DataApi>;
  holdsImports(): boolean;
}

/** Removed data sets can be brought back for this long. */
const undoMs = 3_600_000;
const nothingFound: DataSetQuality = { gaps: 0, dropped: 0, warnings: 0 };

/** The data API over the library. */
export function createDataService(services: DataServices): DataService {
  const { now, today } = services;
  const loader = new DataLoader({
    sampleFile: services.sampleFile,
    stored: async () => null,
    storedName: async () => null,
  });
  // What was removed long ago goes when the library is next looked at, not before a first result.
  let tidied = false;
  const opened = async () => (await services.opening).store;
  const tidy = async (): Promise<void> => {
    if (tidied) return;
    const store = await opened();
    await store.dataSets.purge(today() - undoMs);
    await store.rates.purge(today() - undoMs);
    tidied = true;
  };

  const sampleBars = async (id: string, control: JobControl): Promise<Bars> =>
    (await loader.load({ kind: 'sample', id }, control)).bars;
  /** The sample of that fingerprint, null when it is none. */
  const sampleOf = async (fingerprint: string, control: JobControl) => {
    for (const { id, label } of samples) {
      const bars = await sampleBars(id, control);
      if (bars.fingerprint === fingerprint) return { bars, name: label };
    }
    return null;
  };
  const barsOf = async (fingerprint: string, control: JobControl): Promise<Bars> => {
    const store = await opened();
    if ((await store.dataSets.find(fingerprint)) === null) {
      const sample = await sampleOf(fingerprint, control);
      if (sample !== null) return sample.bars;
    }
    return store.dataSets.loadBars(fingerprint);
  };
  const save = async (set: NewDataSet, savedAt = today()): Promise<DataSetInfo> => {
    const store = await opened();
    const record = await store.dataSets.save({ ...set, name: givenName(set.name) }, savedAt);
    return info(record, await store.runs.countByData());
  };

  const infoOf = async (record: DataSetRecord): Promise<DataSetInfo> =>
    info(record, await (await opened()).runs.countByData());

  const desk = importDesk({ opened, save, now, today });

  const api: Served<DataApi> = {
    ...desk.api,
    ...rateLibrary(opened, today),
    ...downloadDesk({
      opened,
      save,
      async info(fingerprint) {
        const record = await (await opened()).dataSets.find(fingerprint);
        if (record === null) throw missingDataSet(fingerprint);
        return infoOf(record);
      },
      access: services.exchanges,
    }),
    async importForLink(bytes, fileName, fragment, control) {
      const store = await opened();
      const options = {
        store,
        save,
        today,
        info: infoOf,
      };
      return importForLink(decodeLink(fragment), { bytes, fileName }, options, control);
    },

    async list(control) {
      await tidy();
      const store = await opened();
      const counts = await store.runs.countByData();
      const own = await store.dataSets.list();
      const listed = own.map((record) => info(record, counts));
      for (const { id, label } of samples) {
        const bars = await sampleBars(id, control).catch((error: unknown) => {
          // Without the site a sample can't be opened either; the user's own data must still be listed.
          if (own.length === 0) throw error;
          return null;
        });
        if (bars === null || own.some((r) => r.fingerprint === bars.fingerprint)) continue;
        const set = { bars, name: label, quality: nothingFound, dropped: [] };
        listed.push(info(describeDataSet(set, 0), counts));
      }
      return listed;
    },
    async rename(fingerprint, name, control) {
      const store = await opened();
      await refuseSample(store, fingerprint, control, 'renamed');
      await store.dataSets.rename(fingerprint, givenName(name));
    },
    async remove(fingerprint, control) {
      const store = await opened();
      await refuseSample(store, fingerprint, control, 'deleted');
      await store.dataSets.remove(fingerprint, today());
      return { runsAffected: (await store.runs.countByData()).get(fingerprint) ?? 0 };
    },
    async restore(fingerprint) {
      await (await opened()).dataSets.restore(fingerprint);
    },
    async exportCsv(fingerprint, control) {
      const csv = exportCsv(await barsOf(fingerprint, control));
      return moving(csv, [csv.buffer]);
    },
    async exportParquet(fingerprint, control) {
      const parquet = await exportParquet(await barsOf(fingerprint, control), control);
      return moving(parquet, [parquet.buffer]);
    },
    async droppedRows(fingerprint) {
      return (await opened()).dataSets.droppedRows(fingerprint);
    },
    async resample(fingerprint, intervalMs, name, control) {
      const bars = await resampleBars(await barsOf(fingerprint, control), intervalMs);
      await control.checkpoint();
      return save({ bars, name, quality: nothingFound, dropped: [] });
    },
    async createSynthetic(config, name, control) {
      await services.loadKernels();
      const sets = await syntheticBars(config, control);
      await control.checkpoint();
      const saved: DataSetInfo[] = [];
      for (const [k, bars] of sets.entries()) {
        const title = sets.length === 1 ? name : `${name} ${k + 1}`;
        saved.push(await save({ bars, name: title, quality: nothingFound, dropped: [] }));
      }
      return saved;
    },
    async storage(): Promise<StorageState> {
      const { problem } = await services.opening;
      return { ...(await services.estimate()), problem: problem?.message ?? null };
    },
  };

  const refuseSample = async (
    store: OpenedStore['store'],
    fingerprint: string,
    control: JobControl,
    what: string,
  ): Promise<void> => {
    if ((await store.dataSets.find(fingerprint)) !== null) return;
    const sample = await sampleOf(fingerprint, control);
    if (sample !== null) {
      throw new ConfigError(
        `${sample.name} comes with the program and can't be ${what}.`,
        'fingerprint',
      );
    }
  };

  return { api, holdsImports: desk.holdsImports };
}

function info(record: DataSetRecord, counts: ReadonlyMap<string, number>): DataSetInfo {
  const { instrument: _instrument, removedAt: _removedAt, ...shown } = record;
  return { ...shown, usedByRuns: counts.get(record.fingerprint) ?? 0 };
}
