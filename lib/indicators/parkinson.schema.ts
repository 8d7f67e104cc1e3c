import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { barsPerYearField, periodField } from './parameters.schema';

export type ParkinsonParams = { period: number; barsPerYear: number };

export const parkinsonDescription = describeIndicator<ParkinsonParams>({
  id: 'parkinson',
  label: 'Parkinson volatility',
  shortLabel: (p) => `Parkinson ${p.period}`,
  help: 'Volatility a year estimated from the range of each bar, which tells more than its close.',
  group: 'volatility',
  schema: z.strictObject({
    period: periodField({ default: 20 }),
    barsPerYear: barsPerYearField(),
  }),
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Parkinson volatility', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
