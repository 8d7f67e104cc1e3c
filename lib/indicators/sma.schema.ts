import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type SmaParams = { period: number };

export const smaDescription = describeIndicator<SmaParams>({
  id: 'sma',
  label: 'Simple moving average',
  shortLabel: (p) => `SMA ${p.period}`,
  help: 'The mean of the last values. It smooths the price and lags it by half the period.',
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
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'SMA', kind: 'line' }],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
