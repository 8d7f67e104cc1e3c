import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type RocParams = { period: number };

export const rocDescription = describeIndicator<RocParams>({
  id: 'roc',
  label: 'Rate of change',
  shortLabel: (p) => `ROC ${p.period}`,
  help: 'The change over the last bars in percent.',
  group: 'momentum',
  schema: z.strictObject({
    period: periodField({ help: 'How many bars back the change is measured from.', default: 10 }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'ROC', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
