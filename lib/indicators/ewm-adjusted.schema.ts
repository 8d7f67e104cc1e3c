import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type EwmAdjustedParams = { span: number };

export const ewmAdjustedDescription = describeIndicator<EwmAdjustedParams>({
  id: 'ewm-adjusted',
  label: 'Exponentially weighted mean, adjusted',
  shortLabel: (p) => `EWM adj. ${p.span}`,
  help: 'An exponential average whose weights add up to one from the first bar on.',
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
  outputs: [{ id: 'value', label: 'EWM adjusted', kind: 'line' }],
  pane: 'price',
  lookback: () => 0,
});
