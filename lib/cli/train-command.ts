import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { canonicalJson } from '../core/canonical-json';
import { ConfigError, DataError } from '../core/errors';
import { sha256Hex } from '../core/hashing';
import type { JobControl } from '../core/job';
import { parseConfig } from '../core/parse-config';
import type { Bars } from '../market/bars';
import type { DataRef } from '../market/data-ref.schema';
import { writeModelFile } from '../models/model-file';
import {
  type FeatureChoice,
  featureChoiceSchema,
  type ModelRecipe,
  modelRecipeSchema,
} from '../models/model-recipe.schema';
import type { TrainedModel } from '../models/training/train-model';
import type { TrainingStep } from '../models/training/training-step';
import type { TrainingCheckpoint, TrainingStore } from '../models/training/training-store';
import type { TrainingBackend } from '../models/training-report';
import type { CommandIo } from './command-io';
import { exitCodes } from './exit-codes';
import { dataRefOf, declareImportFlags, loadBars } from './load-data';
import { CommandProgress } from './progress';
import { parseNumber, SettingFlags } from './setting-flags';
import { trainingFile } from './training-file-store';
import { epochText, trainingText } from './training-text';

type Options = Readonly<Record<string, unknown>>;

const recipeFlags = new SettingFlags('Recipe', modelRecipeSchema);

/** `rsi`, `rsi:period=14`, `bollinger:period=20,output=1,as=relative-to-close`. */
export function parseFeature(
  text: string,
  before: readonly FeatureChoice[] | undefined,
): readonly FeatureChoice[] {
  const [indicator, rest] = text.split(/:(.*)/s) as [string, string | undefined];
  const choice: Record<string, unknown> = { indicator };
  const params: Record<string, number> = {};
  for (const pair of (rest ?? '').split(',').filter((part) => part !== '')) {
    const [key, value] = pair.split('=') as [string, string | undefined];
    if (value === undefined) {
      throw new InvalidArgumentError('It is written INDICATOR:SETTING=VALUE,SETTING=VALUE.');
    }
    if (key === 'as') choice.as = value;
    else if (key === 'output') choice.output = parseNumber(value);
    else params[key] = parseNumber(value);
  }
  try {
    return [...(before ?? []), parseConfig(featureChoiceSchema, { ...choice, params }, text)];
  } catch (error) {
    if (error instanceof ConfigError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

/** `train DATA`: trains a model, says what it is worth out of sample, and saves it. */
export function trainCommand(command: Command, io: CommandIo, done: (code: number) => void): void {
  command
    .description('Train a network on the bars of a file and judge it on the part it never saw.')
    .argument('<data>', 'bars in any dialect that imports, or sample:sp500')
    .option('--recipe <file>', 'settings as JSON, as a model file holds them; flags go before it')
    .addOption(
      new Option(
        '--feature <indicator:setting=value...>',
        'Recipe: a feature, in place of those of the recipe; given once for each, like rsi:period=14',
      ).argParser(parseFeature),
    )
    .addOption(
      new Option(
        '--seed <number>',
        'Recipe: of the first weights and the order of batches',
      ).argParser(parseNumber),
    )
    .addOption(
      new Option('--backend <choice>', 'how to compute (default: the fastest here)').choices([
        'wasm',
        'cpu',
      ]),
    )
    .option('--name <name>', 'name of the model')
    .option('--out <file>', 'save the model; never over a file that is there')
    .option(
      '--checkpoint <file>',
      'where the state after each epoch is kept (default: beside --out)',
    )
    .option('--resume', 'go on with the training the checkpoint holds')
    .option('--json', 'one JSON object on standard output, nothing else');
  recipeFlags.declare(command);
  declareImportFlags(command);
  command.action(async (place: string, options: Options) => {
    const asJson = options.json === true;
    const progress = new CommandProgress(io, asJson && !io.isTerminal);
    try {
      assertFree(options.out);
      const recipe = await recipeOf(options, io);
      const bars = await loadBars(place, options, io, progress.control);
      const about = {
        name: (options.name as string | undefined) ?? basename(place),
        dataName: bars.instrument.name,
        data: dataRefOf(place) ?? ({ kind: 'stored', fingerprint: bars.fingerprint } as DataRef),
        dataFingerprint: bars.fingerprint,
        recipe,
      };
      const training = new CommandTraining(about, bars, options, io, progress);
      const model = await training.run();
      progress.stop();
      const { name, ...origin } = about;
      const file = writeModelFile({ name, model, about: { ...origin, report: model.report } });
      if (typeof options.out === 'string') await io.writeFile(options.out, file);
      await training.forget();
      io.write(asJson ? `${jsonText(model, recipe)}\n` : trainingText(model));
      done(exitCodes.ok);
    } finally {
      progress.stop();
    }
  });
}

interface About {
  readonly name: string;
  readonly dataName: string;
  readonly data: DataRef;
  readonly dataFingerprint: string;
  readonly recipe: ModelRecipe;
}

/** One training of the command line, with the file it can go on from. */
class CommandTraining {
  private readonly id: string;
  private readonly store: TrainingStore | null;

  constructor(
    private readonly about: About,
    private readonly bars: Bars,
    private readonly options: Options,
    private readonly io: CommandIo,
    private readonly progress: CommandProgress,
  ) {
    const { dataFingerprint, recipe } = about;
    // The same data and recipe are the same training.
    this.id = sha256Hex(canonicalJson({ dataFingerprint, recipe })).slice(0, 32);
    const out = options.out as string | undefined;
    const path =
      (options.checkpoint as string | undefined) ?? (out === undefined ? null : `${out}.training`);
    this.store = path === null ? null : trainingFile(path);
  }

  async run(): Promise<TrainedModel> {
    const from = await this.checkpoint();
    // Loaded here: no other command needs TensorFlow.js.
    const [{ trainModel }, { cpuBackend, wasmBackend }] = await Promise.all([
      import('../models/training/train-model'),
      import('../models/training/open-backend'),
    ]);
    const backend = this.options.backend as TrainingBackend | undefined;
    return trainModel(
      this.about.recipe,
      from,
      {
        bars: this.bars,
        backends: [wasmBackend(null), cpuBackend()],
        ...(backend === undefined ? {} : { backend }),
        // A command line keeps no record between calls: every training stands alone.
        othersTried: async () => 0,
      },
      {
        control: this.progress.control,
        now: () => performance.now(),
        step: (step) => this.tell(step),
        keep: (checkpoint) => this.keep(checkpoint),
      },
    );
  }

  /** What was kept is no longer needed. */
  async forget(): Promise<void> {
    await this.store?.remove(this.id);
  }

  private async checkpoint(): Promise<TrainingCheckpoint | null> {
    if (this.options.resume !== true) return null;
    if (this.store === null) {
      throw new ConfigError('Give --out or --checkpoint: that is where to go on from.', 'resume');
    }
    const [kept] = await this.store.list();
    if (kept === undefined) {
      throw new ConfigError('There is no training to go on with. Leave out --resume.', 'resume');
    }
    if (kept.id !== this.id) {
      throw new ConfigError(
        'The training kept there is of other data or another recipe. Give the same, or leave out --resume to begin anew.',
        'resume',
      );
    }
    return kept.checkpoint;
  }

  private async keep(checkpoint: TrainingCheckpoint): Promise<void> {
    await this.store?.save({ ...this.about, id: this.id, savedAt: Date.now(), checkpoint });
  }

  private tell(step: TrainingStep): void {
    const control: JobControl = this.progress.control;
    if (step.kind === 'step') {
      const { epoch, epochs, within } = step;
      const label = this.io.isTerminal ? `Epoch ${epoch}` : 'Training';
      control.report({ done: epoch - 1 + within, total: epochs, label });
    } else if (step.kind === 'epoch' && !this.io.isTerminal && this.options.json !== true) {
      this.io.writeError(`${epochText(step.loss, step.isBest)}\n`);
    } else if (step.kind === 'judging') {
      control.report({ done: 1, total: 1, label: 'Judging' });
    }
  }
}

/** Told before hours of training, not after them. */
function assertFree(out: unknown): void {
  if (typeof out !== 'string' || !existsSync(out)) return;
  throw new DataError(`${out} exists already. Choose another name; nothing is written over.`, {
    file: basename(out),
  });
}

/** The recipe of the file, with the flags over it. @throws {ConfigError} naming the setting that is wrong */
async function recipeOf(options: Options, io: CommandIo): Promise<ModelRecipe> {
  const given = typeof options.recipe === 'string' ? await recipeIn(options.recipe, io) : {};
  const { feature, seed } = options as { feature?: readonly FeatureChoice[]; seed?: number };
  return parseConfig(
    modelRecipeSchema,
    {
      ...given,
      ...recipeFlags.read(options),
      ...(feature === undefined ? {} : { features: feature }),
      ...(seed === undefined ? {} : { seed }),
    },
    'recipe',
  );
}

/** The settings in a recipe file; of a model file those it was trained with. */
async function recipeIn(path: string, io: CommandIo): Promise<object> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(await io.readFile(path)));
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw new ConfigError(`${basename(path)} is not JSON.`, 'recipe', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`${basename(path)} holds no settings.`, 'recipe');
  }
  const { about } = value as { readonly about?: { readonly recipe?: object } };
  return about?.recipe ?? value;
}

function jsonText({ hash, report }: TrainedModel, recipe: ModelRecipe): string {
  return JSON.stringify({ hash, recipe, report }, null, 2);
}
