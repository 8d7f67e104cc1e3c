import * as z from 'zod/mini';
import { integerField, numberField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type BollingerPositionParams = { period: number; deviations: number };

export const bollingerPositionDescription = describeIndicator<BollingerPositionParams>({
  id: 'bollinger-position',
  label: 'Bollinger position',
  shortLabel: (p) => `BB position ${p.period}, ${p.deviations}`,
  help: 'Where the price stands in its bands: 0 at the lower, 1 at the upper. Flat bands give no value.',
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
  outputs: [{ id: 'value', label: 'Position', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
