import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';

export const trueRangeDescription = describeIndicator({
  id: 'true-range',
  label: 'True range',
  shortLabel: () => 'TR',
  help: 'The distance the price covered since the previous close.',
  group: 'volatility',
  schema: z.strictObject({}),
  inputs: ['high', 'low', 'close'],
  outputs: [{ id: 'value', label: 'True range', kind: 'line' }],
  pane: 'own',
  lookback: () => 1,
});
