import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type NarrowRangeParams = { period: number };

export const narrowRangeDescription = describeIndicator<NarrowRangeParams>({
  id: 'narrow-range',
  label: 'Narrow range',
  shortLabel: (p) => `NR${p.period}`,
  help: '1 where the bar is narrower than each of the bars before it in the window: a sign of calm before movement.',
  group: 'pattern',
  schema: z.strictObject({
    period: periodField({ min: 2, default: 7 }),
  }),
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Narrow range', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
