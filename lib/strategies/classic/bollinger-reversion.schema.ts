import * as z from 'zod/mini';
import { integerField, numberField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const bollingerReversionSchema = z.strictObject({
  period: integerField({
    label: 'Bands length',
    help: 'Bars the mean and the bands are measured over.',
    min: 2,
    max: 5000,
    default: 20,
    unit: 'bars',
  }),
  deviations: numberField({
    label: 'Band width',
    help: 'Standard deviations between the mean and each band.',
    min: 0.1,
    max: 10,
    default: 2,
    step: 0.1,
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short above the upper band, with the exit mirrored.',
    default: false,
  }),
});

export const bollingerReversionListing = {
  id: 'bollinger-reversion',
  label: 'Bollinger reversion',
  rationale:
    'A close far below its own recent mean is often a rush to sell that is made good within days. When the mean itself is falling, the bands follow the price down and every entry is early.',
  schema: bollingerReversionSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 20, 2',
      help: 'Buys below the lower band, leaves at the mean.',
      params: { period: 20, deviations: 2, allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short 20, 2',
      help: 'The same with the short side mirrored.',
      params: { period: 20, deviations: 2, allowShort: true },
    },
  ],
} as const satisfies StrategyListing<typeof bollingerReversionSchema>;
