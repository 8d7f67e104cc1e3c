import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';

export const medianPriceDescription = describeIndicator({
  id: 'median-price',
  label: 'Median price',
  shortLabel: () => 'Median',
  help: 'The middle between the high and the low of the bar.',
  group: 'trend',
  schema: z.strictObject({}),
  inputs: ['high', 'low'],
  outputs: [{ id: 'value', label: 'Median price', kind: 'line' }],
  pane: 'price',
  lookback: () => 0,
});
