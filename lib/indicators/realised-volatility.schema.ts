import * as z from 'zod/mini';
import { integerField, numberField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type RealisedVolatilityParams = { period: number; barsPerYear: number };

export const realisedVolatilityDescription = describeIndicator<RealisedVolatilityParams>({
  id: 'realised-volatility',
  label: 'Realised volatility',
  shortLabel: (p) => `Vol ${p.period}`,
  help: 'The standard deviation of the last log returns, scaled to a year; 0.2 is 20 % a year.',
  group: 'volatility',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many returns are looked at.',
      min: 2,
      max: 5000,
      default: 30,
      unit: 'bars',
    }),
    barsPerYear: numberField({
      label: 'Bars a year',
      help: 'How many bars make a year: 365 for daily crypto bars, 252 for daily stocks.',
      min: 1,
      max: 525600,
      default: 365,
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Realised volatility', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period,
});
