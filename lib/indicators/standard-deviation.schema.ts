import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { freedomField, periodField } from './parameters.schema';

export type StandardDeviationParams = { period: number; ddof: number };

export const standardDeviationDescription = describeIndicator<StandardDeviationParams>({
  id: 'standard-deviation',
  label: 'Rolling standard deviation',
  shortLabel: (p) => `StdDev ${p.period}`,
  help: 'How far the last values usually are from their mean.',
  group: 'volatility',
  schema: z.strictObject({
    period: periodField({ min: 2, default: 20 }),
    ddof: freedomField(),
  }),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Standard deviation', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
