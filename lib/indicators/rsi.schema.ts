import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type RsiParams = { period: number };

export const rsiDescription = describeIndicator<RsiParams>({
  id: 'rsi',
  label: 'Relative strength index',
  shortLabel: (p) => `RSI ${p.period}`,
  help: 'The share of rises in all movement, from 0 (only falls) to 100 (only rises). Without any movement it is 0, which says nothing.',
  group: 'momentum',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many changes are averaged.',
      min: 1,
      max: 5000,
      default: 14,
      unit: 'bars',
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'RSI', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
