import * as z from 'zod/mini';
import { integerField } from '../core/fields';
import { describeIndicator } from './indicator.schema';

export type MacdParams = { fast: number; slow: number; signal: number };

export const macdDescription = describeIndicator<MacdParams>({
  id: 'macd',
  label: 'MACD',
  shortLabel: (p) => `MACD ${p.fast}, ${p.slow}, ${p.signal}`,
  help: 'The distance between a fast and a slow average, and its own average. Both averages start at the same bar.',
  group: 'momentum',
  schema: z
    .strictObject({
      fast: integerField({
        label: 'Fast period',
        help: 'The period of the faster average.',
        min: 1,
        max: 5000,
        default: 12,
        unit: 'bars',
      }),
      slow: integerField({
        label: 'Slow period',
        help: 'The period of the slower average; larger than the fast one.',
        min: 2,
        max: 5000,
        default: 26,
        unit: 'bars',
      }),
      signal: integerField({
        label: 'Signal period',
        help: 'The period of the average of the line.',
        min: 1,
        max: 5000,
        default: 9,
        unit: 'bars',
      }),
    })
    .check(
      z.refine((p) => p.fast < p.slow, {
        path: ['slow'],
        message: 'must be larger than the fast period',
      }),
    ),
  inputs: ['close'],
  outputs: [
    { id: 'macd', label: 'MACD', kind: 'line' },
    { id: 'signal', label: 'Signal', kind: 'line' },
    { id: 'histogram', label: 'Histogram', kind: 'line' },
  ],
  pane: 'own',
  lookback: (p) => p.slow + p.signal - 2,
});
