import * as z from 'zod/mini';
import { numberField } from '../core/fields';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type KeltnerParams = { period: number; atrPeriod: number; multiple: number };

export const keltnerDescription = describeIndicator<KeltnerParams>({
  id: 'keltner',
  label: 'Keltner channel',
  shortLabel: (p) => `Keltner ${p.period}, ${p.multiple}`,
  help: 'An exponential average of the close, and lines around it at a multiple of the average true range.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ help: 'The period of the average in the middle.', default: 20 }),
    atrPeriod: periodField({
      label: 'ATR period',
      help: 'How many bars the true range is averaged over.',
      default: 10,
    }),
    multiple: numberField({
      label: 'Multiple',
      help: 'How many average true ranges the lines are away from the middle.',
      min: 0,
      max: 20,
      default: 2,
      step: 0.1,
    }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [
    { id: 'upper', label: 'Upper', kind: 'band-upper' },
    { id: 'middle', label: 'Middle', kind: 'line' },
    { id: 'lower', label: 'Lower', kind: 'band-lower' },
  ],
  pane: 'price',
  lookback: (p) => Math.max(p.period - 1, p.atrPeriod),
});
