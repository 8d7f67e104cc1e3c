import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type EmaParams = { period: number };

export const emaDescription = describeIndicator<EmaParams>({
  id: 'ema',
  label: 'Exponential moving average',
  shortLabel: (p) => `EMA ${p.period}`,
  help: 'A mean in which newer bars weigh more. It starts from the simple mean of the first period.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({
      help: 'The newest bar weighs 2 in period + 1; the first value is the mean of a period.',
      default: 21,
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'EMA', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
