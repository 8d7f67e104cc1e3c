import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type MinimumParams = { period: number };

export const minimumDescription = describeIndicator<MinimumParams>({
  id: 'minimum',
  label: 'Rolling minimum',
  shortLabel: (p) => `Min ${p.period}`,
  help: 'The smallest of the last values.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
  }),
  inputs: ['low'],
  outputs: [{ id: 'value', label: 'Minimum', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
