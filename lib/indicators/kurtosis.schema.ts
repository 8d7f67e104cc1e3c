import { describeIndicator } from './indicator.schema';
import { momentSchema } from './parameters.schema';

export type KurtosisParams = { period: number; correction: number };

export const kurtosisDescription = describeIndicator<KurtosisParams>({
  id: 'kurtosis',
  label: 'Kurtosis',
  shortLabel: (p) => `Kurtosis ${p.period}`,
  help: 'How heavy the tails of the last values are. Corrected: 0 for a normal distribution; uncorrected: 3.',
  group: 'statistics',
  schema: momentSchema(4),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Kurtosis', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
