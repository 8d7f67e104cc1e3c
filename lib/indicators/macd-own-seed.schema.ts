import { describeIndicator } from './indicator.schema';
import { macdSchema } from './parameters.schema';

export type MacdOwnSeedParams = { fast: number; slow: number; signal: number };

export const macdOwnSeedDescription = describeIndicator<MacdOwnSeedParams>({
  id: 'macd-own-seed',
  label: 'MACD, own seeds',
  shortLabel: (p) => `MACD own ${p.fast}, ${p.slow}, ${p.signal}`,
  help: 'MACD whose averages each start from their own first mean, as charting sites draw it.',
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
