import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type MaximumParams = { period: number };

export const maximumDescription = describeIndicator<MaximumParams>({
  id: 'maximum',
  label: 'Rolling maximum',
  shortLabel: (p) => `Max ${p.period}`,
  help: 'The largest of the last values.',
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
  inputs: ['high'],
  outputs: [{ id: 'value', label: 'Maximum', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
