import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type AtrPercentParams = { period: number };

export const atrPercentDescription = describeIndicator<AtrPercentParams>({
  id: 'atr-percent',
  label: 'Average true range, relative',
  shortLabel: (p) => `ATR % ${p.period}`,
  help: 'The average true range as a fraction of the close.',
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
  outputs: [{ id: 'value', label: 'ATR / close', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
