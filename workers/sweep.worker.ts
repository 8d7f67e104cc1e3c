import { openStore } from '../lib/storage';
import { browserSources } from './data-sources';
import { loadKernels } from './platform';
import { serve } from './serve';
import { createSweepService } from './sweep-service';

// A module that can't be loaded is told to the first call, which tries again.
void loadKernels().catch(() => undefined);

serve(
  createSweepService({
    loadKernels,
    sources: browserSources(openStore()),
    now: () => performance.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }),
);
