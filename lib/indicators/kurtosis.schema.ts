import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type KurtosisParams = { period: number; correction: number };

export const kurtosisDescription = describeIndicator<KurtosisParams>({
  id: 'kurtosis',
  label: 'Kurtosis',
  shortLabel: (p) => `Kurtosis ${p.period}`,
  help: 'How heavy the tails of the last values are. Corrected: 0 for a normal distribution; uncorrected: 3.',
  group: 'statistics',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 4,
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
  outputs: [{ id: 'value', label: 'Kurtosis', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
