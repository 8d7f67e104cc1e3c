import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type SkewnessParams = { period: number; correction: number };

export const skewnessDescription = describeIndicator<SkewnessParams>({
  id: 'skewness',
  label: 'Skewness',
  shortLabel: (p) => `Skew ${p.period}`,
  help: 'Which tail of the last values is longer: below 0 the falls, above 0 the rises.',
  group: 'statistics',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 3,
      max: 5000,
      default: 30,
      unit: 'bars',
    }),
    correction: integerField({
      label: 'Sample correction',
      help: '1 corrects for the size of the sample, 0 takes the window as the population.',
      min: 0,
      max: 1,
      default: 1,
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Skewness', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
