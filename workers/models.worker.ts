import { openStore } from '../lib/storage';
import { browserSources } from './data-sources';
import { offerDataSets, openChannel } from './memory-relay';
import { createModelsService } from './models-service';
import { loadKernels } from './platform';
import { serve } from './serve';
import { browserLocks } from './session-locks';
import { browserBackends } from './training-backends';

void loadKernels().catch(() => undefined);
const opening = openStore();

let inMemoryOnly = false;
void opening.then(({ store }) => {
  inMemoryOnly = !store.kept;
  const channel = inMemoryOnly ? openChannel() : null;
  if (channel !== null) offerDataSets(channel, store);
});

serve(
  createModelsService({
    loadKernels,
    sources: browserSources(opening),
    opening,
    backends: browserBackends,
    // Absent in insecure contexts.
    locks: browserLocks(navigator.locks as LockManager | undefined, 'training'),
    newId: () =>
      // randomUUID is absent in insecure contexts.
      Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join(''),
    now: () => performance.now(),
    today: () => Date.now(),
  }),
  // Models and trainings that could not be stored live in this worker alone.
  () => !inMemoryOnly,
);
