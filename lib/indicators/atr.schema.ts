import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type AtrParams = { period: number };

export const atrDescription = describeIndicator<AtrParams>({
  id: 'atr',
  label: 'Average true range',
  shortLabel: (p) => `ATR ${p.period}`,
  help: 'The usual distance a bar covers, in price units, smoothed as Wilder does.',
  group: 'volatility',
  schema: z.strictObject({
    period: periodField({ help: 'How many bars are averaged.', default: 14 }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [{ id: 'value', label: 'ATR', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
