import { describeIndicator } from './indicator.schema';
import { spreadSchema } from './parameters.schema';

export type StandardDeviationParams = { period: number; ddof: number };

export const standardDeviationDescription = describeIndicator<StandardDeviationParams>({
  id: 'standard-deviation',
  label: 'Rolling standard deviation',
  shortLabel: (p) => `StdDev ${p.period}`,
  help: 'How far the last values usually are from their mean.',
  group: 'volatility',
  schema: spreadSchema,
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Standard deviation', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
