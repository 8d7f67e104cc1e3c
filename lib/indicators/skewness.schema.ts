import { describeIndicator } from './indicator.schema';
import { momentSchema } from './parameters.schema';

export type SkewnessParams = { period: number; correction: number };

export const skewnessDescription = describeIndicator<SkewnessParams>({
  id: 'skewness',
  label: 'Skewness',
  shortLabel: (p) => `Skew ${p.period}`,
  help: 'Which tail of the last values is longer: below 0 the falls, above 0 the rises.',
  group: 'statistics',
  schema: momentSchema(3),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Skewness', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
