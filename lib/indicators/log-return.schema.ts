import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';

export const logReturnDescription = describeIndicator({
  id: 'log-return',
  label: 'Log return',
  shortLabel: () => 'Log return',
  help: 'The natural logarithm of the close over the previous close.',
  group: 'statistics',
  schema: z.strictObject({}),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Log return', kind: 'line' }],
  pane: 'own',
  lookback: () => 1,
});
