import { openStore } from '../lib/storage';
import { browserSources } from './data-sources';
import { loadKernels } from './platform';
import { serve } from './serve';
import { createSweepService } from './sweep-service';

// Errors leave this thread by name and sentence. A refused cell is one of them, and writing down where it came from, which
// nobody reads, takes as long as a tenth of a cell.
Error.stackTraceLimit = 0;

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
