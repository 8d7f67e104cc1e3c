import * as z from 'zod/mini';
import { describeIndicator } from './indicator.schema';
import { periodField } from './parameters.schema';

export type AdxParams = { period: number };

export const adxDescription = describeIndicator<AdxParams>({
  id: 'adx',
  label: 'Directional movement',
  shortLabel: (p) => `ADX ${p.period}`,
  help: 'How strong a trend is (ADX) and which side leads (+DI, −DI), from 0 to 100.',
  group: 'trend',
  schema: z.strictObject({
    period: periodField({ help: 'How many bars are averaged.', default: 14 }),
  }),
  inputs: ['high', 'low', 'close'],
  outputs: [
    { id: 'plus-di', label: '+DI', kind: 'line' },
    { id: 'minus-di', label: '−DI', kind: 'line' },
    { id: 'adx', label: 'ADX', kind: 'line' },
  ],
  pane: 'own',
  lookback: (p) => 2 * p.period - 1,
});
