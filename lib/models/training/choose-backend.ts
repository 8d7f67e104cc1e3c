import { KernelError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { inSlices } from '../../core/sliced-work';
import type { ModelRecipe } from '../model-recipe.schema';
import type { BackendTrial, TrainingBackend } from '../training-report';
import { LstmTrainer, type TrainerState } from './lstm-trainer';
import type { BackendSource } from './open-backend';
import { trainerOptions } from './train-epochs';
import { type TrainingWindows, WindowBatches } from './window-batches';

/** All trials together are to take about this long. */
const trialsMs = 2000;
const mostSteps = 20;

/** What a choice is made for. */
export interface TrialGround {
  readonly windows: TrainingWindows;
  readonly recipe: ModelRecipe;
  readonly state: TrainerState;
  readonly control: JobControl;
  /** Monotonic milliseconds. */
  now(): number;
  onTrial(trials: readonly BackendTrial[]): void;
}

/**
 * Takes trial steps of the recipe's own on each backend in turn, and sets the fastest. One that is slower than another
 * already measured is given up before its step ends, so that a slow one costs no more than it must.
 * @throws {KernelError} where none is to be had; {CancelledError}
 */
export async function chooseBackend(
  sources: readonly BackendSource[],
  ground: TrialGround,
): Promise<{ readonly backend: TrainingBackend; readonly trials: readonly BackendTrial[] }> {
  const trials: BackendTrial[] = [];
  let fastest: BackendTrial | null = null;
  const endsAt = ground.now() + trialsMs;
  for (const source of sources) {
    const { isReady, note } = await source.open();
    const share = (endsAt - ground.now()) / (sources.length - trials.length);
    const stepMs = isReady ? await trialStepMs(ground, share, fastest?.stepMs ?? null) : null;
    const trial: BackendTrial = {
      backend: source.backend,
      stepMs,
      note: isReady && stepMs === null ? 'Slower than another; not measured to the end.' : note,
    };
    trials.push(trial);
    if (stepMs !== null && stepMs < (fastest?.stepMs ?? Number.POSITIVE_INFINITY)) fastest = trial;
    ground.onTrial([...trials]);
  }
  const chosen = fastest === null ? undefined : await openNamed(sources, fastest.backend);
  if (chosen === undefined) {
    throw new KernelError(
      'Nothing in this browser can train: neither WebAssembly nor plain JavaScript started. Reload the page and try again.',
      'training',
    );
  }
  return { backend: chosen, trials };
}

/** Sets the backend of that name. @returns undefined where it is not to be had */
export async function openNamed(
  sources: readonly BackendSource[],
  backend: TrainingBackend,
): Promise<TrainingBackend | undefined> {
  const source = sources.find((each) => each.backend === backend);
  return source !== undefined && (await source.open()).isReady ? backend : undefined;
}

class GivenUp extends Error {}

/** ms of the fastest of a few steps; null where it was given up. */
async function trialStepMs(
  { windows, recipe, state, control, now }: TrialGround,
  budgetMs: number,
  toBeatMs: number | null,
): Promise<number | null> {
  const batches = new WindowBatches(windows, recipe.batch, recipe.seed);
  const batch = batches.batch('training', batches.shuffled(1)[0]!);
  const trainer = new LstmTrainer(trainerOptions(windows, recipe), state);
  const startedAt = now();
  let fastest: number | null = null;
  try {
    for (let step = 0; step <= mostSteps; step++) {
      const stepAt = now();
      // The first step compiles: its time says little, but one that outlasts its share many times over is hopeless.
      const mostMs =
        toBeatMs === null ? Number.POSITIVE_INFINITY : Math.max(budgetMs, 4 * toBeatMs);
      const limited: JobControl = {
        report: () => undefined,
        checkpoint: async () => {
          if (now() - startedAt > mostMs) throw new GivenUp();
          await control.checkpoint();
        },
      };
      const loss = await inSlices(trainer.step(batch), limited);
      await loss.data();
      loss.dispose();
      const ms = now() - stepAt;
      if (step > 0) fastest = Math.min(fastest ?? ms, ms);
      if (step > 0 && now() - startedAt > budgetMs) break;
    }
    return fastest;
  } catch (error) {
    if (error instanceof GivenUp) return fastest;
    throw error;
  } finally {
    trainer.dispose();
  }
}
