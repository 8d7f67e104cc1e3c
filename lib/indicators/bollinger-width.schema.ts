import * as z from 'zod/mini';
import { integerField, numberField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type BollingerWidthParams = { period: number; deviations: number };

export const bollingerWidthDescription = describeIndicator<BollingerWidthParams>({
  id: 'bollinger-width',
  label: 'Bollinger width',
  shortLabel: (p) => `BB width ${p.period}, ${p.deviations}`,
  help: 'The distance between the bands as a fraction of the mean. Low values mean a quiet market.',
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
  outputs: [{ id: 'value', label: 'Width', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
