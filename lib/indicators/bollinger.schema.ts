import { describeIndicator } from './indicator.schema';
import { bandsSchema } from './parameters.schema';

export type BollingerParams = { period: number; deviations: number };

export const bollingerDescription = describeIndicator<BollingerParams>({
  id: 'bollinger',
  label: 'Bollinger bands',
  shortLabel: (p) => `BB ${p.period}, ${p.deviations}`,
  help: 'The mean of the last values and bands around it that widen with volatility.',
  group: 'volatility',
  schema: bandsSchema,
  inputs: ['close'],
  outputs: [
    { id: 'upper', label: 'Upper', kind: 'band-upper' },
    { id: 'middle', label: 'Middle', kind: 'line' },
    { id: 'lower', label: 'Lower', kind: 'band-lower' },
  ],
  pane: 'price',
  lookback: (p) => p.period - 1,
});
