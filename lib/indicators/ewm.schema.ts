import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type EwmParams = { span: number };

export const ewmDescription = describeIndicator<EwmParams>({
  id: 'ewm',
  label: 'Exponentially weighted mean',
  shortLabel: (p) => `EWM ${p.span}`,
  help: 'An exponential average that starts at the first bar, without a warm-up.',
  group: 'trend',
  schema: z.strictObject({
    span: integerField({
      label: 'Span',
      help: 'The average age of the weights is about half of this many bars.',
      min: 1,
      max: 5000,
      default: 21,
      unit: 'bars',
    }),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'EWM', kind: 'line' }],
  pane: 'price',
  lookback: () => 0,
});
