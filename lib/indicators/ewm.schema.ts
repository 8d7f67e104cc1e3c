import { describeIndicator } from './indicator.schema';
import { spanSchema } from './parameters.schema';

export type EwmParams = { span: number };

export const ewmDescription = describeIndicator<EwmParams>({
  id: 'ewm',
  label: 'Exponentially weighted mean',
  shortLabel: (p) => `EWM ${p.span}`,
  help: 'An exponential average that starts at the first bar, without a warm-up.',
  group: 'trend',
  schema: spanSchema,
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'EWM', kind: 'line' }],
  pane: 'price',
  lookback: () => 0,
});
