import * as z from 'zod/mini';
import { integerField, numberField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type ParkinsonParams = { period: number; barsPerYear: number };

export const parkinsonDescription = describeIndicator<ParkinsonParams>({
  id: 'parkinson',
  label: 'Parkinson volatility',
  shortLabel: (p) => `Parkinson ${p.period}`,
  help: 'Volatility a year estimated from the range of each bar, which tells more than its close.',
  group: 'volatility',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 1,
      max: 5000,
      default: 20,
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
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Parkinson volatility', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
