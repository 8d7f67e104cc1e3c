import * as z from 'zod/mini';
import { integerField, numberField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type BollingerParams = { period: number; deviations: number };

export const bollingerDescription = describeIndicator<BollingerParams>({
  id: 'bollinger',
  label: 'Bollinger bands',
  shortLabel: (p) => `BB ${p.period}, ${p.deviations}`,
  help: 'The mean of the last values and bands around it that widen with volatility.',
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
    deviations: numberField({
      label: 'Deviations',
      help: 'How many standard deviations the bands are away from the mean.',
      min: 0,
      max: 20,
      default: 2,
      step: 0.1,
    }),
  }),
  inputs: ['close'],
  outputs: [
    { id: 'upper', label: 'Upper', kind: 'band-upper' },
    { id: 'middle', label: 'Middle', kind: 'line' },
    { id: 'lower', label: 'Lower', kind: 'band-lower' },
  ],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
