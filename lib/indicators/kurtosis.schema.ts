import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { correctionField, periodField } from './parameters.schema';

export type KurtosisParams = { period: number; correction: number };

export const kurtosisDescription = describeIndicator<KurtosisParams>({
  id: 'kurtosis',
  label: 'Kurtosis',
  shortLabel: (p) => `Kurtosis ${p.period}`,
  help: 'How heavy the tails of the last values are. Corrected: 0 for a normal distribution; uncorrected: 3.',
  group: 'statistics',
  schema: z.strictObject({
    period: periodField({ min: 4, default: 30 }),
    correction: correctionField(),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Kurtosis', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
