import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type EmaParams = { period: number };

export const emaDescription = describeIndicator<EmaParams>({
  id: 'ema',
  label: 'Exponential moving average',
  shortLabel: (p) => `EMA ${p.period}`,
  help: 'A mean in which newer bars weigh more. It starts from the simple mean of the first period.',
  group: 'trend',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 1,
      max: 5000,
      default: 21,
      unit: 'bars',
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'EMA', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
