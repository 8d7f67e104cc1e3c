import { type Client, createClient } from './bridge';
import type { PaperApi, PaperSnapshot } from './paper.api';

export type { CallOptions } from './bridge';
export { isCancelled } from './bridge';
export type * from './paper.api';

/** Every method of the API with `{ signal, onProgress }` after its arguments; `watch` tells its snapshots through `onStep`. */
export type PaperClient = Client<PaperApi, PaperSnapshot>;

/** The page's way to the paper worker. It starts at the first call, goes on with the sessions that ran, and stays while one does. */
export const paper: PaperClient = createClient<PaperApi, PaperSnapshot>(
  () => new Worker(new URL('./paper.worker.ts', import.meta.url), { type: 'module' }),
  {
    list: 0,
    start: 1,
    watch: 1,
    order: 2,
    cancelOrder: 2,
    flatten: 1,
    halt: 1,
    disconnect: 1,
    reconnect: 1,
    end: 1,
    rename: 2,
    remove: 1,
    restore: 1,
    replay: 1,
    asBacktest: 1,
  },
  { idleMs: 120_000, cancelGraceMs: 1000, heartbeatMs: 2000 },
);
