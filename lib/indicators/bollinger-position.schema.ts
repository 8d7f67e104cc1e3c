import { describeIndicator } from './indicator.schema';
import { bandsSchema } from './parameters.schema';

export type BollingerPositionParams = { period: number; deviations: number };

export const bollingerPositionDescription = describeIndicator<BollingerPositionParams>({
  id: 'bollinger-position',
  label: 'Bollinger position',
  shortLabel: (p) => `BB position ${p.period}, ${p.deviations}`,
  help: 'Where the price stands in its bands: 0 at the lower, 1 at the upper. Flat bands give no value.',
  group: 'volatility',
  schema: bandsSchema,
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Position', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
