import { describeIndicator } from './indicator.schema';
import { spanSchema } from './parameters.schema';

export type EwmAdjustedParams = { span: number };

export const ewmAdjustedDescription = describeIndicator<EwmAdjustedParams>({
  id: 'ewm-adjusted',
  label: 'Exponentially weighted mean, adjusted',
  shortLabel: (p) => `EWM adj. ${p.span}`,
  help: 'An exponential average whose weights add up to one from the first bar on.',
  group: 'trend',
  schema: spanSchema,
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'EWM adjusted', kind: 'line' }],
  pane: 'price',
  lookback: () => 0,
});
