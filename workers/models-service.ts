import { ConfigError } from '../lib/core/errors';
import type { JobControl } from '../lib/core/job';
import { parseConfig } from '../lib/core/parse-config';
import { readModelFile, writeModelFile } from '../lib/models/model-file';
import {
  type ModelRecipe,
  type ModelRecipeInput,
  modelRecipeSchema,
} from '../lib/models/model-recipe.schema';
import type { BackendSource } from '../lib/models/training/open-backend';
import { planTraining } from '../lib/models/training/plan-training';
import type { TrainingCheckpoint, TrainingRecord } from '../lib/models/training/training-store';
import {
  DataLoader,
  type DataRef,
  type DataSources,
  type LoadedData,
  missingModel,
  type OpenedStore,
} from '../lib/storage';
import type { ModelRecord } from '../lib/storage/model-record';
import { givenName } from './given-name';
import type { ModelListing, ModelsApi, TrainedListing, TrainingStep } from './models.api';
import { moving, type Served, type ServedControl } from './serve';
import type { VisibleLocks } from './session-locks';

/** What the training worker takes from the platform. */
export interface ModelsServices {
  /** Resolves once the module is loaded; called before anything runs. */
  loadKernels(): Promise<void>;
  readonly sources: DataSources;
  readonly opening: Promise<OpenedStore>;
  /** Ways to compute, tried in this order. */
  backends(): readonly BackendSource[];
  /** Says who is at a training. */
  readonly locks: Pick<VisibleLocks, 'take' | 'isTaken'>;
  newId(): string;
  /** Monotonic milliseconds. */
  now(): number;
  /** UTC epoch ms. */
  today(): number;
}

/** Under which trained models are counted as tried; removing one does not untry it. */
const trialKind = 'trained-lstm';

/** Removed models can be brought back for this long. */
const undoMs = 3_600_000;

/** The models API over the library. */
export function createModelsService(services: ModelsServices): Served<ModelsApi, TrainingStep> {
  const { locks, now, today } = services;
  const loader = new DataLoader(services.sources);
  const running = new Set<string>();
  const storeOf = async () => (await services.opening).store;
  void storeOf()
    .then((store) => store.models.purge(today() - undoMs))
    .catch(() => undefined);

  const load = async (ref: DataRef, control: JobControl): Promise<LoadedData> => {
    await services.loadKernels();
    return loader.load(ref, control);
  };

  /** Runs work while no other tab can be at the same training. */
  const alone = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const release = running.has(id) ? null : await locks.take(id);
    if (release === null) {
      throw new ConfigError(
        'This training is running already, here or in another tab. Wait for it, or cancel it there.',
        'training',
      );
    }
    running.add(id);
    try {
      return await work();
    } finally {
      running.delete(id);
      release();
    }
  };

  const isRunning = async (id: string): Promise<boolean> => running.has(id) || locks.isTaken(id);

  /** Trains what a record tells of, from its checkpoint or from the beginning, and keeps the model. */
  const trainRecord = async (
    about: Omit<TrainingRecord, 'savedAt' | 'checkpoint'>,
    from: TrainingCheckpoint | null,
    loaded: LoadedData,
    control: ServedControl<TrainingStep>,
  ): Promise<TrainedListing> => {
    const { id, name, recipe, ...origin } = about;
    const store = await storeOf();
    // Loaded here: TensorFlow.js is large, and nothing else in this worker needs it.
    const { trainModel } = await import('../lib/models/training/train-model');
    const model = await trainModel(
      recipe,
      from,
      {
        bars: loaded.bars,
        backends: services.backends(),
        othersTried: async (hash) => {
          const tried = await store.trials.of(trialKind, origin.dataFingerprint);
          return tried.filter((trial) => trial.runId !== hash).length;
        },
      },
      {
        control,
        now,
        step: (step) => control.step(step),
        keep: (checkpoint) => store.trainings.save({ ...about, savedAt: today(), checkpoint }),
      },
    );
    const { hash, report } = model;
    const { dataFingerprint } = origin;
    await store.trials.record({ runId: hash, strategy: trialKind, dataFingerprint, sharpe: null });
    const record = await store.models.save(
      { name, model, about: { ...origin, recipe, report } },
      today(),
    );
    await store.trainings.remove(id);
    return listingOf(record) as TrainedListing;
  };

  const found = async (id: string): Promise<TrainingRecord> => {
    const record = await (await storeOf()).trainings.find(id);
    if (record !== null) return record;
    throw new ConfigError(
      'This training is gone: it was finished or discarded, perhaps in another tab.',
      'training',
    );
  };

  return {
    async plan(data, input, control) {
      const recipe = recipeOf(input);
      const { bars } = await load(data, control);
      return (await planTraining(bars, recipe, control)).plan;
    },
    async train(data, input, name, control) {
      const recipe = recipeOf(input);
      const loaded = await load(data, control);
      const about = {
        id: services.newId(),
        name: givenName(name ?? usualName(recipe, loaded.name)),
        dataName: loaded.name,
        data,
        dataFingerprint: loaded.bars.fingerprint,
        recipe,
      };
      return alone(about.id, () => trainRecord(about, null, loaded, control));
    },
    async unfinished() {
      const records = await (await storeOf()).trainings.list();
      return Promise.all(
        records.map(async ({ checkpoint, dataFingerprint: _, ...record }) => ({
          ...record,
          losses: checkpoint.losses,
          isRunning: await isRunning(record.id),
        })),
      );
    },
    resume: (id, control) =>
      alone(id, async () => {
        const { checkpoint, savedAt: _, ...about } = await found(id);
        const loaded = await load(about.data, control);
        if (loaded.bars.fingerprint !== about.dataFingerprint) {
          throw new ConfigError(
            `${loaded.name} no longer holds the bars this training began with. Discard it and train anew.`,
            'training',
          );
        }
        return trainRecord(about, checkpoint, loaded, control);
      }),
    discard: (id) =>
      alone(id, async () => {
        await (await storeOf()).trainings.remove(id);
      }),

    async list() {
      return (await (await storeOf()).models.list()).map(listingOf);
    },
    async rename(hash, name) {
      await (await storeOf()).models.rename(hash, givenName(name));
    },
    async remove(hash) {
      await (await storeOf()).models.remove(hash, today());
    },
    async restore(hash) {
      await (await storeOf()).models.restore(hash);
    },
    async exportJson(hash) {
      const { models } = await storeOf();
      const record = await models.find(hash);
      if (record === null) throw missingModel(hash);
      const { name, about } = record;
      const bytes = writeModelFile({ name, about, model: await models.load(hash) });
      return moving(bytes, [bytes.buffer]);
    },
    async importJson(bytes, name) {
      // Its features are checked against the catalogue, and its numbers against the module's rules.
      await services.loadKernels();
      const file = readModelFile(bytes, name);
      const made = { name: givenName(file.name ?? name), model: file.model, about: file.about };
      return listingOf(await (await storeOf()).models.save(made, today()));
    },
  };
}

const recipeOf = (input: ModelRecipeInput): ModelRecipe =>
  parseConfig(modelRecipeSchema, input, 'recipe');

/** `LSTM 8 × 32 on S&P 500`. */
function usualName({ hidden, lookback }: ModelRecipe, dataName: string): string {
  return `LSTM ${hidden} × ${lookback} on ${dataName}`.slice(0, 200);
}

function listingOf({ fingerprint, name, savedAt, bytes, about }: ModelRecord): ModelListing {
  const entry = { hash: fingerprint, name, savedAt, bytes };
  if (about !== null) return { ...entry, ...about };
  return {
    ...entry,
    dataName: null,
    data: null,
    dataFingerprint: null,
    recipe: null,
    report: null,
  };
}
