import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type NarrowRangeDensityParams = { period: number; window: number };

export const narrowRangeDensityDescription = describeIndicator<NarrowRangeDensityParams>({
  id: 'narrow-range-density',
  label: 'Narrow range density',
  shortLabel: (p) => `NR${p.period} density ${p.window}`,
  help: 'The share of narrow-range bars among the last bars.',
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
    window: integerField({
      label: 'Window',
      help: 'How many bars the share is taken over.',
      min: 1,
      max: 5000,
      default: 20,
      unit: 'bars',
    }),
  }),
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Density', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period + p.window - 2,
});
