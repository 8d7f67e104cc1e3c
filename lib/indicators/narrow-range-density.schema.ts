import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type NarrowRangeDensityParams = { period: number; window: number };

export const narrowRangeDensityDescription = describeIndicator<NarrowRangeDensityParams>({
  id: 'narrow-range-density',
  label: 'Narrow range density',
  shortLabel: (p) => `NR${p.period} density ${p.window}`,
  help: 'The share of narrow-range bars among the last bars.',
  group: 'pattern',
  schema: z.strictObject({
    period: periodField({ min: 2, default: 7 }),
    window: periodField({
      label: 'Window',
      help: 'How many bars the share is taken over.',
      default: 20,
    }),
  }),
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Density', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period + p.window - 2,
});
