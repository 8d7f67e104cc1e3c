import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type AtrParams = { period: number };

export const atrDescription = describeIndicator<AtrParams>({
  id: 'atr',
  label: 'Average true range',
  shortLabel: (p) => `ATR ${p.period}`,
  help: 'The usual distance a bar covers, in price units, smoothed as Wilder does.',
  group: 'volatility',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are averaged.',
      min: 1,
      max: 5000,
      default: 14,
      unit: 'bars',
    }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [{ id: 'value', label: 'ATR', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
