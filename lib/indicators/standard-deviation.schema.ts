import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type StandardDeviationParams = { period: number; ddof: number };

export const standardDeviationDescription = describeIndicator<StandardDeviationParams>({
  id: 'standard-deviation',
  label: 'Rolling standard deviation',
  shortLabel: (p) => `StdDev ${p.period}`,
  help: 'How far the last values usually are from their mean.',
  group: 'volatility',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 2,
      max: 5000,
      default: 20,
      unit: 'bars',
    }),
    ddof: integerField({
      label: 'Degrees of freedom taken',
      help: '0 divides by n (population), 1 by n − 1 (sample).',
      min: 0,
      max: 1,
      default: 1,
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Standard deviation', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
