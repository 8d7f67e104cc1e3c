import { type Client, createClient } from './bridge';
import type { ModelsApi, TrainingStep } from './models.api';

export type { CallOptions } from './bridge';
export { isCancelled } from './bridge';

/** Every method of the API with `{ signal, onProgress }` after its arguments; trainings also tell their steps through `onStep`. */
export type ModelsClient = Client<ModelsApi, TrainingStep>;

/** The page's way to the training worker, which starts at the first call. */
export const models: ModelsClient = createClient<ModelsApi, TrainingStep>(
  () => new Worker(new URL('./models.worker.ts', import.meta.url), { type: 'module' }),
  {
    plan: 2,
    train: 3,
    unfinished: 0,
    resume: 1,
    discard: 1,
    list: 0,
    rename: 2,
    remove: 1,
    restore: 1,
    exportJson: 1,
    importJson: 2,
  },
);
