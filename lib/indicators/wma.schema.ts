import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type WmaParams = { period: number };

export const wmaDescription = describeIndicator<WmaParams>({
  id: 'wma',
  label: 'Weighted moving average',
  shortLabel: (p) => `WMA ${p.period}`,
  help: 'A mean whose weights fall in a straight line from the newest bar to the oldest.',
  group: 'trend',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 1,
      max: 5000,
      default: 20,
      unit: 'bars',
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'WMA', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
