import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type RollingOlsParams = { period: number };

export const rollingOlsDescription = describeIndicator<RollingOlsParams>({
  id: 'rolling-ols',
  label: 'Rolling regression',
  shortLabel: (p) => `OLS ${p.period}`,
  help: 'The straight line that explains the first column by the second over the last bars, and how far the newest bar is from it.',
  group: 'statistics',
  schema: z.strictObject({
    period: periodField({ min: 2, default: 60 }),
  }),
  inputs: ['close', 'volume'],
  outputs: [
    { id: 'alpha', label: 'Alpha', kind: 'line' },
    { id: 'beta', label: 'Beta', kind: 'line' },
    { id: 'residual', label: 'Residual', kind: 'line' },
    { id: 'residual-z', label: 'Residual z', kind: 'line' },
  ],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
