import type { Sha256Hex } from '../../core/nominal';
import type { Bars } from '../../market/bars';
import type { ModelArtefact, NamedArtefact } from '../model-artefact';
import { nameArtefact } from '../model-artefact-codec';
import type { ModelRecipe } from '../model-recipe.schema';
import type { TrainingBackend, TrainingReport } from '../training-report';
import { verdictOf } from '../verdict';
import type { WindowDataset } from '../window-dataset';
import { chooseBackend, openNamed } from './choose-backend';
import { judgeModel } from './judge-model';
import type { BackendSource } from './open-backend';
import { planTraining } from './plan-training';
import { firstCheckpoint, type TrainingWatch, trainEpochs } from './train-epochs';
import type { TrainingCheckpoint } from './training-store';

/** What a training takes of its host, besides being watched. */
export interface TrainingGround {
  readonly bars: Bars;
  /** Ways to compute, tried in this order. */
  readonly backends: readonly BackendSource[];
  /** The backend to take without measuring any; left out: the fastest. */
  readonly backend?: TrainingBackend;
  /** How many models other than that of the hash were trained on these data so far. */
  othersTried(hash: Sha256Hex): Promise<number>;
}

/** A finished training: the network and what it is worth. */
export interface TrainedModel extends NamedArtefact {
  readonly report: TrainingReport;
}

/**
 * Trains a recipe on bars and judges the best network on the test part, which training never sees.
 * @param from where to go on, null for the beginning; its backend is taken again where it can be had
 * @throws {ConfigError} {KernelError} {CancelledError}: what was kept last is good
 */
export async function trainModel(
  recipe: ModelRecipe,
  from: TrainingCheckpoint | null,
  ground: TrainingGround,
  watch: TrainingWatch,
): Promise<TrainedModel> {
  const dataset = await planTraining(ground.bars, recipe, watch.control);
  watch.step({ kind: 'plan', plan: dataset.plan });
  const begun = await begin(recipe, dataset, from, ground, watch);
  const trained = await trainEpochs(dataset, recipe, begun, watch);
  watch.step({ kind: 'judging' });
  const startedAt = watch.now();
  const named = nameArtefact(artefactOf(trained, dataset, recipe, ground.bars));
  const judged = {
    bars: ground.bars,
    dataset,
    artefact: named.artefact,
    fitMs: trained.elapsedMs,
    seed: recipe.seed,
  };
  const scores = await judgeModel(judged, watch.control, () => watch.now());
  const modelsTried = 1 + (await ground.othersTried(named.hash));
  return {
    ...named,
    report: {
      plan: dataset.plan,
      losses: trained.losses,
      bestEpoch: trained.best.epoch,
      backend: trained.backend,
      trials: trained.trials,
      scores,
      verdict: verdictOf(scores, modelsTried),
      modelsTried,
      elapsedMs: trained.elapsedMs + watch.now() - startedAt,
    },
  };
}

/** A checkpoint on a backend that is set: the one given, or a first one that has been kept. */
async function begin(
  recipe: ModelRecipe,
  dataset: WindowDataset,
  from: TrainingCheckpoint | null,
  { backends, backend }: TrainingGround,
  watch: TrainingWatch,
): Promise<TrainingCheckpoint> {
  const wanted = from?.backend ?? backend;
  const again = wanted === undefined ? undefined : await openNamed(backends, wanted);
  if (from !== null && again !== undefined) {
    watch.step({ kind: 'backends', trials: from.trials });
    return from;
  }
  const first = from ?? firstCheckpoint(dataset, recipe, again ?? 'cpu', []);
  const chosen =
    again === undefined
      ? await chooseBackend(backends, {
          windows: dataset,
          recipe,
          state: first.state,
          control: watch.control,
          now: () => watch.now(),
          onTrial: (trials) => watch.step({ kind: 'backends', trials }),
        })
      : { backend: again, trials: [] };
  const begun = { ...first, ...chosen };
  await watch.keep(begun);
  return begun;
}

function artefactOf(
  { best }: TrainingCheckpoint,
  dataset: WindowDataset,
  { features, lookback, horizon, hidden }: ModelRecipe,
  bars: Bars,
): ModelArtefact {
  return {
    format: 1,
    kind: 'lstm',
    features,
    lookback,
    horizon,
    hidden,
    scaler: dataset.scaler,
    target: dataset.target,
    weights: best.weights,
    learnedUntil: dataset.learnedUntil,
    intervalMs: bars.intervalMs,
  };
}
