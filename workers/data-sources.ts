import type { DataSources, OpenedStore } from '../lib/storage';
import { askForDataSet, askForModel, askForRates, openChannel } from './memory-relay';
import { siteFile } from './platform';

/** Bars of this browser: samples from the site, stored sets from the database or from the worker that holds them. */
export function browserSources(opening: Promise<OpenedStore>): DataSources {
  const channel = openChannel();
  return {
    sampleFile: (file) => siteFile(`/samples/${file}`),
    async stored(fingerprint) {
      const { store } = await opening;
      const record = await store.dataSets.find(fingerprint);
      if (record !== null) {
        return { name: record.name, bars: await store.dataSets.loadBars(fingerprint) };
      }
      if (store.kept || channel === null) return null;
      return (await askForDataSet(channel, fingerprint, true))?.data ?? null;
    },
    async storedName(fingerprint) {
      const { store } = await opening;
      const record = await store.dataSets.find(fingerprint);
      if (record !== null || store.kept || channel === null) return record?.name ?? null;
      return (await askForDataSet(channel, fingerprint, false))?.name ?? null;
    },
    async storedRates(fingerprint) {
      const { store } = await opening;
      if ((await store.rates.find(fingerprint)) !== null) return store.rates.load(fingerprint);
      return store.kept || channel === null ? null : askForRates(channel, fingerprint);
    },
    async storedModel(hash) {
      const { store } = await opening;
      if ((await store.models.find(hash)) !== null) return store.models.load(hash);
      return store.kept || channel === null ? null : askForModel(channel, hash);
    },
  };
}
