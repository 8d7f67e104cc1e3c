import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type CciParams = { period: number };

export const cciDescription = describeIndicator<CciParams>({
  id: 'cci',
  label: 'Commodity channel index',
  shortLabel: (p) => `CCI ${p.period}`,
  help: 'How far the typical price is from its mean, in units of its usual distance.',
  group: 'momentum',
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
  inputs: ['high', 'low', 'close'],
  outputs: [{ id: 'value', label: 'CCI', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
