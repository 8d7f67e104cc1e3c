import * as z from 'zod/mini';
import { choiceField, integerField, numberField } from '../core/fields';

/** An indicator of the catalogue as a feature of a model. */
export const featureChoiceSchema = z.strictObject({
  /** Id in the indicator catalogue. */
  indicator: z.string().check(z.minLength(1), z.maxLength(64)),
  params: z._default(z.record(z.string().check(z.maxLength(64)), z.number()), {}),
  /** Which of its outputs, 0 = first. */
  output: z._default(z.int().check(z.gte(0), z.lte(15)), 0),
  /** The column an indicator of one input is computed from; left out = the one it asks for itself. */
  of: z.optional(z.enum(['open', 'high', 'low', 'close', 'volume'])),
  /** What is taken of it at bar t: its value, or its value over the close less 1 for those that are prices. */
  as: z._default(z.enum(['value', 'relative-to-close']), 'value'),
});

export type FeatureChoice = z.infer<typeof featureChoiceSchema>;

/** The features a new recipe starts with. */
export const usualFeatures: readonly z.input<typeof featureChoiceSchema>[] = [
  { indicator: 'log-return' },
  { indicator: 'roc', params: { period: 5 } },
  { indicator: 'roc', params: { period: 20 } },
  { indicator: 'realised-volatility' },
  { indicator: 'rsi', params: { period: 14 } },
  { indicator: 'bollinger-position' },
];

/** All that decides a training, besides the bars. */
export const modelRecipeSchema = z.object({
  kind: z._default(z.enum(['lstm']), 'lstm'),
  features: z._default(
    z.array(featureChoiceSchema).check(z.minLength(1), z.maxLength(64)),
    z.parse(z.array(featureChoiceSchema), usualFeatures),
  ),
  lookback: integerField({
    label: 'Look-back',
    help: 'How many bars, up to the present one, the network sees at once.',
    min: 2,
    max: 256,
    default: 32,
    unit: 'bars',
  }),
  horizon: integerField({
    label: 'Horizon',
    help: 'The return it learns to predict: from the present close over this many bars.',
    min: 1,
    max: 250,
    default: 5,
    unit: 'bars',
  }),
  trainShare: numberField({
    label: 'Training part',
    help: 'Share of the bars, the earliest, that it learns from. The rest is never seen in training.',
    min: 0.2,
    max: 0.9,
    default: 0.7,
    step: 0.05,
    displayScale: 100,
    unit: '%',
  }),
  validationShare: numberField({
    label: 'Of it for early stopping',
    help: 'Last part of the training part, not learned from: training stops when it gets no better there.',
    min: 0.05,
    max: 0.5,
    default: 0.2,
    step: 0.05,
    displayScale: 100,
    unit: '%',
  }),
  hidden: integerField({
    label: 'Units',
    help: 'Size of the network’s memory. More can learn more, and overfit more. 8 fit into a link.',
    min: 2,
    max: 128,
    default: 8,
  }),
  loss: choiceField({
    label: 'Loss',
    help: 'Huber counts large misses less than the mean square does; prices have many of them.',
    options: { huber: 'Huber', mse: 'Mean square' },
    default: 'huber',
  }),
  epochs: integerField({
    label: 'Epochs',
    help: 'How often it goes through the training part at most.',
    min: 1,
    max: 1000,
    default: 40,
  }),
  patience: integerField({
    label: 'Patience',
    help: 'Epochs without improvement after which training stops.',
    min: 1,
    max: 100,
    default: 5,
  }),
  batch: integerField({
    label: 'Batch',
    help: 'Windows per step.',
    min: 8,
    max: 1024,
    default: 64,
  }),
  learningRate: numberField({
    label: 'Learning rate',
    help: 'Step size of Adam.',
    min: 0.00001,
    max: 0.1,
    default: 0.003,
    step: 0.001,
  }),
  seed: z._default(z.int().check(z.gte(0), z.lte(4294967295)), 7),
});

export type ModelRecipe = z.infer<typeof modelRecipeSchema>;
export type ModelRecipeInput = z.input<typeof modelRecipeSchema>;
