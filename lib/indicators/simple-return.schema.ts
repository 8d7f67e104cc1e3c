import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';

export const simpleReturnDescription = describeIndicator({
  id: 'simple-return',
  label: 'Simple return',
  shortLabel: () => 'Return',
  help: 'The change since the previous close as a fraction of it.',
  group: 'statistics',
  schema: z.strictObject({}),
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Return', kind: 'line' }],
  pane: 'own',
  lookback: () => 1,
});
