import type { ModelRecipe } from '../../../lib/models/model-recipe.schema';
import type {
  DataRef,
  ModelListing,
  TrainingStep,
  UnfinishedTraining,
} from '../../../workers/models.api';
import { isCancelled, models } from '../../../workers/models.client';
import { labErrorOf } from '../../_hooks/lab-actions';
import { modelsStore, type RunningTraining } from './models-store';

/** Typing in a field is over when nothing came for so long. */
const planAfterMs = 250;
/** Whether another tab is still at a training is looked up again after so long: after a reload the tab itself was. */
const lookAgainMs = 2000;

let planning: AbortController | null = null;
let planTimer: ReturnType<typeof setTimeout> | undefined;
let job: AbortController | null = null;
let lookTimer: ReturnType<typeof setTimeout> | undefined;

/** Reads the models of this browser and the trainings to be taken up again. */
export async function refreshModels(): Promise<void> {
  try {
    const [list, unfinished] = await Promise.all([models.list(), models.unfinished()]);
    modelsStore.set({ models: list, unfinished });
    clearTimeout(lookTimer);
    if (unfinished.some((training) => training.isRunning) && job === null) {
      lookTimer = setTimeout(() => void refreshModels(), lookAgainMs);
    }
  } catch (error) {
    modelsStore.set({ models: modelsStore.get().models ?? [], error: labErrorOf(error) });
  }
}

export function changeRecipe(patch: Partial<ModelRecipe>): void {
  modelsStore.set({ recipe: { ...modelsStore.get().recipe, ...patch }, shown: null });
  planSoon();
}

export function changeTrainingData(data: DataRef): void {
  modelsStore.set({ data, plan: null, shown: null });
  planSoon();
}

/** Asks what the recipe comes to on the data, once the last change is a moment old. */
export function planSoon(): void {
  clearTimeout(planTimer);
  planning?.abort();
  planTimer = setTimeout(async () => {
    const mine = new AbortController();
    planning = mine;
    const { data, recipe } = modelsStore.get();
    try {
      const plan = await models.plan(data, recipe, { signal: mine.signal });
      if (planning === mine) modelsStore.set({ plan, planError: null });
    } catch (error) {
      if (planning !== mine || isCancelled(error)) return;
      modelsStore.set({ plan: null, planError: labErrorOf(error) });
    }
  }, planAfterMs);
}

export function showModel(hash: string | null): void {
  modelsStore.set({ shown: hash, error: null });
}

/** Trains the recipe on the page. */
export function train(): void {
  const { data, recipe } = modelsStore.get();
  void follow(recipe, [], (options) => models.train(data, recipe, undefined, options));
}

/** Goes on with a training that was left. */
export function resume({ id, recipe, losses, data }: UnfinishedTraining): void {
  modelsStore.set({ data, recipe });
  planSoon();
  void follow(recipe, losses, (options) => models.resume(id, options));
}

/** Stops at the end of the step under way; the epochs done are kept. */
export function cancelTraining(): void {
  const { training } = modelsStore.get();
  if (training === null) return;
  modelsStore.set({ training: { ...training, isCancelling: true } });
  job?.abort();
}

interface FollowOptions {
  readonly signal: AbortSignal;
  readonly onStep: (step: TrainingStep) => void;
}

async function follow(
  recipe: ModelRecipe,
  losses: RunningTraining['losses'],
  work: (options: FollowOptions) => Promise<ModelListing>,
): Promise<void> {
  job?.abort();
  const mine = new AbortController();
  job = mine;
  modelsStore.set({
    shown: null,
    error: null,
    training: {
      recipe,
      plan: null,
      trials: [],
      losses,
      bestEpoch: null,
      epoch: losses.length,
      within: 0,
      stepMs: null,
      leftMs: null,
      doing: 'Reading the bars and computing the features',
      isCancelling: false,
    },
  });
  try {
    const listing = await work({ signal: mine.signal, onStep: (step) => hear(mine, step) });
    if (job !== mine) return;
    job = null;
    modelsStore.set({ training: null, shown: listing.hash });
  } catch (error) {
    if (job !== mine) return;
    job = null;
    modelsStore.set({
      training: null,
      ...(isCancelled(error) ? {} : { error: labErrorOf(error) }),
    });
  }
  await refreshModels();
}

function hear(mine: AbortController, step: TrainingStep): void {
  const { training } = modelsStore.get();
  if (job !== mine || training === null) return;
  modelsStore.set({ training: { ...training, ...heard(training, step) } });
}

function heard(training: RunningTraining, step: TrainingStep): Partial<RunningTraining> {
  switch (step.kind) {
    case 'plan':
      return { plan: step.plan, doing: 'Trying which backend is fastest here' };
    case 'backends':
      return { trials: step.trials, doing: 'Trying which backend is fastest here' };
    case 'step': {
      const { epoch, epochs, within, stepMs, leftMs } = step;
      return { epoch, within, stepMs, leftMs, doing: `Epoch ${epoch} of at most ${epochs}` };
    }
    case 'epoch':
      return {
        losses: [...training.losses, step.loss],
        ...(step.isBest ? { bestEpoch: step.loss.epoch } : {}),
      };
    case 'judging':
      return { doing: 'Judging it on the bars it never saw' };
  }
}
