import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type CciParams = { period: number };

export const cciDescription = describeIndicator<CciParams>({
  id: 'cci',
  label: 'Commodity channel index',
  shortLabel: (p) => `CCI ${p.period}`,
  help: 'How far the typical price is from its mean, in units of its usual distance.',
  group: 'momentum',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [{ id: 'value', label: 'CCI', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
