import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type StochasticParams = { period: number; smoothing: number; dPeriod: number };

export const stochasticDescription = describeIndicator<StochasticParams>({
  id: 'stochastic',
  label: 'Slow stochastic',
  shortLabel: (p) => `Stochastic ${p.period}, ${p.smoothing}, ${p.dPeriod}`,
  help: 'Where the close stands between the lowest low (0) and the highest high (100) of the last bars, smoothed.',
  group: 'momentum',
  schema: z.strictObject({
    period: periodField({ default: 14 }),
    smoothing: integerField({
      label: 'Smoothing',
      help: 'How many raw values %K averages.',
      min: 1,
      max: 500,
      default: 3,
      unit: 'bars',
    }),
    dPeriod: integerField({
      label: '%D period',
      help: 'How many %K values %D averages.',
      min: 1,
      max: 500,
      default: 3,
      unit: 'bars',
    }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [
    { id: 'k', label: '%K', kind: 'line' },
    { id: 'd', label: '%D', kind: 'line' },
  ],
  pane: 'own',
  lookback: (p) => p.period + p.smoothing + p.dPeriod - 3,
});
