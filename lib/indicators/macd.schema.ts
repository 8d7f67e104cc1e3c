import { describeIndicator } from './indicator.schema';
import { macdSchema } from './parameters.schema';

export type MacdParams = { fast: number; slow: number; signal: number };

export const macdDescription = describeIndicator<MacdParams>({
  id: 'macd',
  label: 'MACD',
  shortLabel: (p) => `MACD ${p.fast}, ${p.slow}, ${p.signal}`,
  help: 'The distance between a fast and a slow average, and its own average. Both averages start at the same bar.',
  group: 'momentum',
  schema: macdSchema,
  inputs: ['close'],
  outputs: [
    { id: 'macd', label: 'MACD', kind: 'line' },
    { id: 'signal', label: 'Signal', kind: 'line' },
    { id: 'histogram', label: 'Histogram', kind: 'line' },
  ],
  pane: 'own',
  lookback: (p) => p.slow + p.signal - 2,
});
