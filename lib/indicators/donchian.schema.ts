import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type DonchianParams = { period: number };

export const donchianDescription = describeIndicator<DonchianParams>({
  id: 'donchian',
  label: 'Donchian channel',
  shortLabel: (p) => `Donchian ${p.period}`,
  help: 'The highest high and the lowest low of the last bars, and their middle.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
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
