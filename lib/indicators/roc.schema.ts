import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type RocParams = { period: number };

export const rocDescription = describeIndicator<RocParams>({
  id: 'roc',
  label: 'Rate of change',
  shortLabel: (p) => `ROC ${p.period}`,
  help: 'The change over the last bars in percent.',
  group: 'momentum',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars back the change is measured from.',
      min: 1,
      max: 5000,
      default: 10,
      unit: 'bars',
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'ROC', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
