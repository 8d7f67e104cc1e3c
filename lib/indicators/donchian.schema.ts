import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type DonchianParams = { period: number };

export const donchianDescription = describeIndicator<DonchianParams>({
  id: 'donchian',
  label: 'Donchian channel',
  shortLabel: (p) => `Donchian ${p.period}`,
  help: 'The highest high and the lowest low of the last bars, and their middle.',
  group: 'trend',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 1,
      max: 5000,
      default: 20,
      unit: 'bars',
    }),
  }),
  inputs: ['high', 'low'],
  outputs: [
    { id: 'upper', label: 'Upper', kind: 'band-upper' },
    { id: 'lower', label: 'Lower', kind: 'band-lower' },
    { id: 'middle', label: 'Middle', kind: 'line' },
  ],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
