import { describeIndicator } from './indicator.schema';
import { bandsSchema } from './parameters.schema';

export type BollingerWidthParams = { period: number; deviations: number };

export const bollingerWidthDescription = describeIndicator<BollingerWidthParams>({
  id: 'bollinger-width',
  label: 'Bollinger width',
  shortLabel: (p) => `BB width ${p.period}, ${p.deviations}`,
  help: 'The distance between the bands as a fraction of the mean. Low values mean a quiet market.',
  group: 'volatility',
  schema: bandsSchema,
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Width', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
