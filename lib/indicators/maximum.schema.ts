import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type MaximumParams = { period: number };

export const maximumDescription = describeIndicator<MaximumParams>({
  id: 'maximum',
  label: 'Rolling maximum',
  shortLabel: (p) => `Max ${p.period}`,
  help: 'The largest of the last values.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
  }),
  inputs: ['high'],
  outputs: [{ id: 'value', label: 'Maximum', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
