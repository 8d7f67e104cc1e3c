import { openStore } from '../lib/storage';
import { browserSources } from './data-sources';
import { createExchangeClient } from './exchange-client';
import { offerDataSets, openChannel } from './memory-relay';
import { createPaperService } from './paper-service';
import { loadKernels, platformTiming } from './platform';
import { serve } from './serve';
import { browserLocks } from './session-locks';

void loadKernels().catch(() => undefined);
const opening = openStore();

const service = createPaperService({
  loadKernels,
  sources: browserSources(opening),
  opening,
  port: createExchangeClient(),
  timing: platformTiming,
  // Absent in insecure contexts.
  locks: browserLocks(navigator.locks as LockManager | undefined),
  newId: () =>
    // randomUUID is absent in insecure contexts.
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
});

// Sessions that ran when the page was closed go on without being asked to; what is wrong is told to the first call.
void service.wake().catch(() => undefined);

let inMemoryOnly = false;
void opening.then(({ store }) => {
  inMemoryOnly = !store.kept;
  const channel = inMemoryOnly ? openChannel() : null;
  if (channel !== null) offerDataSets(channel, store);
});

// Running sessions, and those that could not be stored, live in this worker alone.
serve(service.api, () => !inMemoryOnly && !service.isNeeded());
