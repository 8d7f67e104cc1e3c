import { type Client, createClient } from './bridge';
import type { DataApi, StorageState } from './data.api';

export type { CallOptions } from './bridge';
export { isCancelled } from './bridge';
export type * from './data.api';

/** Every method of the API with `{ signal, onProgress }` after its arguments. */
export type DataClient = Client<DataApi> & {
  /** Asks the browser not to evict what is stored; only a page may ask, so it is not in the worker. */
  persist(): Promise<StorageState>;
};

const worker = createClient<DataApi>(
  () => new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module' }),
  {
    inspect: 1,
    addFiles: 2,
    report: 2,
    survey: 2,
    adjustmentPreview: 2,
    save: 4,
    ratesReport: 2,
    saveRates: 3,
    discard: 1,
    exchangeSymbols: 1,
    seriesSpan: 1,
    download: 3,
    downloads: 0,
    resumeDownload: 1,
    discardDownload: 1,
    updateSet: 1,
    importForLink: 3,
    list: 0,
    rename: 2,
    remove: 1,
    restore: 1,
    exportCsv: 1,
    exportParquet: 1,
    droppedRows: 1,
    resample: 3,
    createSynthetic: 2,
    storage: 0,
    listRates: 0,
    ratePoints: 2,
    exportRates: 1,
    renameRates: 2,
    removeRates: 1,
    restoreRates: 1,
  },
);

/** The page's way to the data worker, which starts at the first call. */
export const data: DataClient = {
  ...worker,
  async persist() {
    // Absent in insecure contexts; the state then says that it is not known.
    await globalThis.navigator.storage?.persist?.();
    return worker.storage();
  },
};
