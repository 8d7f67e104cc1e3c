import { openStore } from '../lib/storage';
import { createBacktestService } from './backtest-service';
import { browserSources } from './data-sources';
import { offerDataSets, openChannel } from './memory-relay';
import { exchangeAccess, loadKernels } from './platform';
import { serve } from './serve';

// Both start before the first call. A module that can't be loaded is told to that call, which tries again.
void loadKernels().catch(() => undefined);
const opening = openStore();

const service = createBacktestService({
  loadKernels,
  opening,
  sources: browserSources(opening),
  exchanges: exchangeAccess,
  now: () => performance.now(),
  today: () => Date.now(),
});

let inMemoryOnly = false;
void opening.then(({ store }) => {
  inMemoryOnly = !store.kept;
  const channel = inMemoryOnly ? openChannel() : null;
  if (channel !== null) offerDataSets(channel, store);
});

// Runs that could not be stored live in this worker alone.
serve(service, () => !inMemoryOnly);
