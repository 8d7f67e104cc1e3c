import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type RollingOlsParams = { period: number };

export const rollingOlsDescription = describeIndicator<RollingOlsParams>({
  id: 'rolling-ols',
  label: 'Rolling regression',
  shortLabel: (p) => `OLS ${p.period}`,
  help: 'The straight line that explains the first column by the second over the last bars, and how far the newest bar is from it.',
  group: 'statistics',
  schema: z.strictObject({
    period: integerField({
      label: 'Period',
      help: 'How many bars are looked at, the current one included.',
      min: 2,
      max: 5000,
      default: 60,
      unit: 'bars',
    }),
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
