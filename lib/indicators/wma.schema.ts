import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type WmaParams = { period: number };

export const wmaDescription = describeIndicator<WmaParams>({
  id: 'wma',
  label: 'Weighted moving average',
  shortLabel: (p) => `WMA ${p.period}`,
  help: 'A mean whose weights fall in a straight line from the newest bar to the oldest.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'WMA', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
