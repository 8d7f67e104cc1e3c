import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type MinimumParams = { period: number };

export const minimumDescription = describeIndicator<MinimumParams>({
  id: 'minimum',
  label: 'Rolling minimum',
  shortLabel: (p) => `Min ${p.period}`,
  help: 'The smallest of the last values.',
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
  inputs: ['low'],
  outputs: [{ id: 'value', label: 'Minimum', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
