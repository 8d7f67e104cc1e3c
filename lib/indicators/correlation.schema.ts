import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type CorrelationParams = { period: number };

export const correlationDescription = describeIndicator<CorrelationParams>({
  id: 'correlation',
  label: 'Rolling correlation',
  shortLabel: (p) => `Correlation ${p.period}`,
  help: 'How closely two columns move together, from −1 to 1.',
  group: 'statistics',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 2,
      max: 5000,
      default: 30,
      unit: 'bars',
    }),
  }),
  inputs: ['close', 'volume'],
  outputs: [{ id: 'value', label: 'Correlation', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
