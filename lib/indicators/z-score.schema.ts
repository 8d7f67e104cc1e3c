import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type ZScoreParams = { period: number; ddof: number };

export const zScoreDescription = describeIndicator<ZScoreParams>({
  id: 'z-score',
  label: 'Z-score',
  shortLabel: (p) => `Z ${p.period}`,
  help: 'How many standard deviations the value is away from its recent mean. A flat window gives no value.',
  group: 'statistics',
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
  outputs: [{ id: 'value', label: 'Z-score', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
