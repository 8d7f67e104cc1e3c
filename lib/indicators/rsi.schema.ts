import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type RsiParams = { period: number };

export const rsiDescription = describeIndicator<RsiParams>({
  id: 'rsi',
  label: 'Relative strength index',
  shortLabel: (p) => `RSI ${p.period}`,
  help: 'The share of rises in all movement, from 0 (only falls) to 100 (only rises). Without any movement it is 0, which says nothing.',
  group: 'momentum',
  schema: z.strictObject({
    period: periodField({ help: 'How many changes are averaged.', default: 14 }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'RSI', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
