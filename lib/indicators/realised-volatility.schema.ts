import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { barsPerYearField, periodField } from './parameters.schema';

export type RealisedVolatilityParams = { period: number; barsPerYear: number };

export const realisedVolatilityDescription = describeIndicator<RealisedVolatilityParams>({
  id: 'realised-volatility',
  label: 'Realised volatility',
  shortLabel: (p) => `Vol ${p.period}`,
  help: 'The standard deviation of the last log returns, scaled to a year; 0.2 is 20 % a year.',
  group: 'volatility',
  schema: z.strictObject({
    period: periodField({ help: 'How many returns are looked at.', min: 2, default: 30 }),
    barsPerYear: barsPerYearField(),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Realised volatility', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
