import { openStore } from '../lib/storage';
import { createBacktestService } from './backtest-service';
import { askForDataSet, openChannel } from './memory-relay';
import { loadKernels, siteFile } from './platform';
import { serve } from './serve';

// Both start before the first call. A module that can't be loaded is told to that call, which tries again.
void loadKernels().catch(() => undefined);
const opening = openStore();
const channel = openChannel();

const service = createBacktestService({
  loadKernels,
  opening,
  sources: {
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
  },
  now: () => performance.now(),
  today: () => Date.now(),
});

let inMemoryOnly = false;
void opening.then(({ store }) => {
  inMemoryOnly = !store.kept;
});

// Runs that could not be stored live in this worker alone.
serve(service, () => !inMemoryOnly);
