import { describeIndicator } from './indicator.schema';
import { spreadSchema } from './parameters.schema';

export type ZScoreParams = { period: number; ddof: number };

export const zScoreDescription = describeIndicator<ZScoreParams>({
  id: 'z-score',
  label: 'Z-score',
  shortLabel: (p) => `Z ${p.period}`,
  help: 'How many standard deviations the value is away from its recent mean. A flat window gives no value.',
  group: 'statistics',
  schema: spreadSchema,
  inputs: ['close'],
  outputs: [{ id: 'value', label: 'Z-score', kind: 'line' }],
  pane: 'own',
  lookback: (p) => p.period - 1,
});
