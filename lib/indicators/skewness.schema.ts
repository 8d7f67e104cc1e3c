import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { correctionField, periodField } from './parameters.schema';

export type SkewnessParams = { period: number; correction: number };

export const skewnessDescription = describeIndicator<SkewnessParams>({
  id: 'skewness',
  label: 'Skewness',
  shortLabel: (p) => `Skew ${p.period}`,
  help: 'Which tail of the last values is longer: below 0 the falls, above 0 the rises.',
  group: 'statistics',
  schema: z.strictObject({
    period: periodField({ min: 3, default: 30 }),
    correction: correctionField(),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Skewness', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
