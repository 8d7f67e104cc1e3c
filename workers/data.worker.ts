import { openStore } from '../lib/storage';
import { createDataService } from './data-service';
import { offerDataSets, openChannel } from './memory-relay';
import { exchangeAccess, loadKernels, siteFile } from './platform';
import { serve } from './serve';

const opening = openStore();

const service = createDataService({
  loadKernels,
  sampleFile: (file) => siteFile(`/samples/${file}`),
  opening,
  exchanges: exchangeAccess,
  async estimate() {
    // Absent in insecure contexts.
    const storage = navigator.storage as StorageManager | undefined;
    const estimate = await storage?.estimate?.();
    return {
      usedBytes: estimate?.usage ?? null,
      quotaBytes: estimate?.quota ?? null,
      persistent: (await storage?.persisted?.()) ?? null,
    };
  },
  now: () => performance.now(),
  today: () => Date.now(),
});

let inMemoryOnly = false;
void opening.then(({ store }) => {
  inMemoryOnly = !store.kept;
  const channel = inMemoryOnly ? openChannel() : null;
  if (channel !== null) offerDataSets(channel, store);
});

// Files on their way in, and data sets that could not be stored, live in this worker alone.
serve(service.api, () => !inMemoryOnly && !service.holdsImports());
