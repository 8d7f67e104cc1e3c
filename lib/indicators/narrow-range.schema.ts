import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type NarrowRangeParams = { period: number };

export const narrowRangeDescription = describeIndicator<NarrowRangeParams>({
  id: 'narrow-range',
  label: 'Narrow range',
  shortLabel: (p) => `NR${p.period}`,
  help: '1 where the bar is narrower than each of the bars before it in the window: a sign of calm before movement.',
  group: 'pattern',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 2,
      max: 5000,
      default: 7,
      unit: 'bars',
    }),
  }),
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Narrow range', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
