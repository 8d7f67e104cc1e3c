import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type AtrPercentParams = { period: number };

export const atrPercentDescription = describeIndicator<AtrPercentParams>({
  id: 'atr-percent',
  label: 'Average true range, relative',
  shortLabel: (p) => `ATR % ${p.period}`,
  help: 'The average true range as a fraction of the close.',
  group: 'volatility',
  schema: z.strictObject({
    period: periodField({ help: 'How many bars are averaged.', default: 14 }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [{ id: 'value', label: 'ATR / close', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
