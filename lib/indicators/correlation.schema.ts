import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type CorrelationParams = { period: number };

export const correlationDescription = describeIndicator<CorrelationParams>({
  id: 'correlation',
  label: 'Rolling correlation',
  shortLabel: (p) => `Correlation ${p.period}`,
  help: 'How closely two columns move together, from −1 to 1.',
  group: 'statistics',
  schema: z.strictObject({
    period: periodField({ min: 2, default: 30 }),
  }),
  inputs: ['close', 'volume'],
  outputs: [{ id: 'value', label: 'Correlation', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
