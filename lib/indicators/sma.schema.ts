import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type SmaParams = { period: number };

export const smaDescription = describeIndicator<SmaParams>({
  id: 'sma',
  label: 'Simple moving average',
  shortLabel: (p) => `SMA ${p.period}`,
  help: 'The mean of the last values. It smooths the price and lags it by half the period.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'SMA', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
