import * as z from 'zod/mini';
import { modelField, numberField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const modelSignalSchema = z.strictObject({
  model: modelField({
    label: 'Model',
    help: 'Whose predictions are acted on. Bars it may have learned from are not traded.',
  }),
  entryBps: numberField({
    label: 'Entry above',
    help: 'Buys when the predicted return is above this. Below what a trade costs there is nothing to win.',
    min: 0,
    max: 10_000,
    default: 5,
    step: 1,
    unit: 'bps',
  }),
  exitBps: numberField({
    label: 'Exit below',
    help: 'Leaves when the predicted return is below this; 0 leaves when a fall is predicted.',
    min: -10_000,
    max: 10_000,
    default: 0,
    step: 1,
    unit: 'bps',
  }),
  holdHorizon: switchField({
    label: 'Hold for the horizon',
    help: 'Keeps a position for at least as many bars as the prediction reaches over.',
    default: true,
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short when the predicted fall is larger than the entry.',
    default: false,
  }),
});

export const modelSignalListing = {
  id: 'model-signal',
  label: 'Model signal',
  rationale:
    'A network that has learned from earlier bars says what return it expects, and the strategy acts where that is more than a trade costs. Most of what a network finds in prices is noise that does not come again, so it earns only as far as its score out of sample is real.',
  schema: modelSignalSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only above 5 bps',
      help: 'Buys when more than 5 bps are predicted, leaves when a fall is.',
      params: { model: '', entryBps: 5, exitBps: 0, holdHorizon: true, allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short above 10 bps',
      help: 'Takes the side of predictions above 10 bps, leaves when they turn.',
      params: { model: '', entryBps: 10, exitBps: 0, holdHorizon: true, allowShort: true },
    },
  ],
} as const satisfies StrategyListing<typeof modelSignalSchema>;
