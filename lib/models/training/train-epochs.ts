import type { Tensor } from '@tensorflow/tfjs-core';
import { ConfigError } from '../../core/errors';
import type { JobControl } from '../../core/job';
import { createRng } from '../../core/rng';
import { inSlices, type SlicedWork } from '../../core/sliced-work';
import type { ModelRecipe } from '../model-recipe.schema';
import type { BackendTrial, EpochLoss, TrainingBackend } from '../training-report';
import { initialWeights } from './initial-weights';
import { shapeOf } from './lstm-shape';
import { freshState, LstmTrainer, type TrainerOptions, type WindowBatch } from './lstm-trainer';
import type { TrainingStep } from './training-step';
import type { TrainingCheckpoint } from './training-store';
import { type TrainingWindows, WindowBatches } from './window-batches';

/** How training meets the world. */
export interface TrainingWatch {
  readonly control: JobControl;
  /** Monotonic milliseconds. */
  now(): number;
  step(step: TrainingStep): void;
  /** Called after every epoch, and before the first; training goes on once it resolves. */
  keep(checkpoint: TrainingCheckpoint): Promise<void>;
}

/** Progress of steps is told this often. */
const toldEveryMs = 100;
/** Losses that are read together: a device of its own works on while they are under way. */
const lossesAtOnce = 8;

export function trainerOptions(windows: TrainingWindows, recipe: ModelRecipe): TrainerOptions {
  const { batch, loss, learningRate } = recipe;
  return { shape: shapeOf(windows.features, recipe), batch, loss, learningRate };
}

/** Where a training begins. Needs the loaded module. */
export function firstCheckpoint(
  windows: TrainingWindows,
  recipe: ModelRecipe,
  backend: TrainingBackend,
  trials: readonly BackendTrial[],
): TrainingCheckpoint {
  const rng = createRng(recipe.seed).fork('weights');
  const weights = initialWeights(shapeOf(windows.features, recipe), rng);
  return {
    backend,
    trials,
    state: freshState(weights),
    losses: [],
    best: { epoch: 0, weights },
    elapsedMs: 0,
  };
}

/**
 * Trains from a checkpoint to the end on the backend that is set: all epochs, or until the validation loss has not
 * improved for as many as the recipe's patience. The batches of an epoch follow from the recipe's seed, so a training
 * taken up again has the losses of one that was never interrupted.
 * @returns the last checkpoint; its best weights are the network
 * @throws {CancelledError} leaving no tensor behind; {ConfigError} where the loss is no longer a number
 */
export async function trainEpochs(
  windows: TrainingWindows,
  recipe: ModelRecipe,
  from: TrainingCheckpoint,
  watch: TrainingWatch,
): Promise<TrainingCheckpoint> {
  const batches = new WindowBatches(windows, recipe.batch, recipe.seed);
  const trainer = new LstmTrainer(trainerOptions(windows, recipe), from.state);
  const inValidation = batches.inOrder('validation');
  const pace = new Pace(watch, recipe.epochs);
  let checkpoint = from;
  try {
    while (!isOver(checkpoint, recipe)) {
      const startedAt = watch.now();
      const epoch = checkpoint.losses.length + 1;
      const learn = (batch: WindowBatch) => trainer.step(batch);
      const judge = (batch: WindowBatch) => trainer.loss(batch);
      const inTraining = batches.shuffled(epoch);
      pace.begin(epoch, inTraining.length);
      const training = await meanLoss('training', inTraining, learn);
      const validation = await meanLoss('validation', inValidation, judge);
      assertFinite(training, validation, epoch);
      const state = await trainer.state();
      const loss: EpochLoss = { epoch, training, validation };
      const isBest = validation < bestLoss(checkpoint);
      checkpoint = {
        ...checkpoint,
        state,
        losses: [...checkpoint.losses, loss],
        best: isBest ? { epoch, weights: state.weights } : checkpoint.best,
        elapsedMs: checkpoint.elapsedMs + watch.now() - startedAt,
      };
      await watch.keep(checkpoint);
      watch.step({ kind: 'epoch', loss, isBest });
    }
    return checkpoint;
  } finally {
    trainer.dispose();
  }

  /** Mean loss over the windows of all batches, summed in their order. */
  async function meanLoss(
    part: 'training' | 'validation',
    plan: readonly Int32Array[],
    work: (batch: WindowBatch) => SlicedWork<Tensor>,
  ): Promise<number> {
    const waiting: { readonly loss: Tensor; readonly windows: number }[] = [];
    let sum = 0;
    let count = 0;
    const read = async () => {
      for (const { loss, windows: n } of waiting) {
        sum += (await loss.data())[0]! * n;
        count += n;
      }
    };
    const free = () => {
      for (const { loss } of waiting.splice(0)) loss.dispose();
    };
    try {
      for (const chosen of plan) {
        const loss = await inSlices(work(batches.batch(part, chosen)), watch.control);
        waiting.push({ loss, windows: chosen.length });
        if (waiting.length >= lossesAtOnce) {
          await read();
          free();
        }
        if (part === 'training') pace.tick();
        if (pace.isDue()) await watch.control.checkpoint();
      }
      await read();
      return sum / count;
    } finally {
      free();
    }
  }
}

/** Steps a training tells of, and the turns it gives to who may want to cancel. */
class Pace {
  private epoch = 0;
  private steps = 0;
  private done = 0;
  private startedAt = 0;
  private stepsBefore = 0;
  private msBefore = 0;
  private toldAt = Number.NEGATIVE_INFINITY;
  private yieldedAt: number;

  constructor(
    private readonly watch: TrainingWatch,
    private readonly epochs: number,
  ) {
    this.yieldedAt = watch.now();
  }

  begin(epoch: number, steps: number): void {
    const now = this.watch.now();
    if (this.epoch > 0) this.msBefore += now - this.startedAt;
    this.stepsBefore += this.done;
    this.epoch = epoch;
    this.steps = steps;
    this.done = 0;
    this.startedAt = now;
  }

  tick(): void {
    this.done += 1;
    const now = this.watch.now();
    if (now - this.toldAt < toldEveryMs) return;
    this.toldAt = now;
    const { epoch, epochs, steps, done } = this;
    const stepMs = (now - this.startedAt) / done;
    // Epochs before also tell of the validation's share.
    const paceMs = this.stepsBefore > 0 ? this.msBefore / this.stepsBefore : stepMs;
    const left = steps - done + (epochs - epoch) * steps;
    const leftMs = this.stepsBefore + done < 3 ? null : left * paceMs;
    this.watch.step({ kind: 'step', epoch, epochs, within: done / steps, stepMs, leftMs });
  }

  /** Small networks take many steps between the checkpoints of their own work. */
  isDue(): boolean {
    const now = this.watch.now();
    if (now - this.yieldedAt < 20) return false;
    this.yieldedAt = now;
    return true;
  }
}

export function bestLoss({ losses, best }: TrainingCheckpoint): number {
  return best.epoch === 0 ? Number.POSITIVE_INFINITY : losses[best.epoch - 1]!.validation;
}

function isOver({ losses, best }: TrainingCheckpoint, { epochs, patience }: ModelRecipe): boolean {
  return losses.length >= epochs || losses.length - best.epoch >= patience;
}

function assertFinite(training: number, validation: number, epoch: number): void {
  if (Number.isFinite(training) && Number.isFinite(validation)) return;
  throw new ConfigError(
    `The loss left all bounds in epoch ${epoch}. Lower the learning rate.`,
    'recipe.learningRate',
  );
}
