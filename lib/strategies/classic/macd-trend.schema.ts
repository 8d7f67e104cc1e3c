import * as z from 'zod/mini';
import { choiceField, integerField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const macdTrendSchema = z.strictObject({
  fast: integerField({
    label: 'Fast average',
    help: 'Bars of the faster exponential average.',
    min: 2,
    max: 5000,
    default: 12,
    unit: 'bars',
  }),
  slow: integerField({
    label: 'Slow average',
    help: 'Bars of the slower one; longer than the fast one.',
    min: 3,
    max: 5000,
    default: 26,
    unit: 'bars',
  }),
  signal: integerField({
    label: 'Signal line',
    help: 'Bars over which the distance of the two averages is smoothed.',
    min: 1,
    max: 5000,
    default: 9,
    unit: 'bars',
  }),
  trigger: choiceField({
    label: 'Compared with',
    help: 'The signal line turns early and often; the zero line late and seldom.',
    options: { 'signal-line': 'Signal line', 'zero-line': 'Zero line' },
    default: 'signal-line',
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short while the MACD is below the line, instead of standing aside.',
    default: false,
  }),
});

export const macdTrendListing = {
  id: 'macd',
  label: 'MACD',
  rationale:
    'The distance between two averages grows while a move gathers pace and shrinks before it ends, so it turns earlier than the averages cross. In a sideways market it turns all the time and pays the costs of every turn.',
  schema: macdTrendSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 12/26/9',
      help: 'Long while the MACD is above its signal line.',
      params: { fast: 12, slow: 26, signal: 9, trigger: 'signal-line', allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short 12/26/9',
      help: 'Always on one of the two sides.',
      params: { fast: 12, slow: 26, signal: 9, trigger: 'signal-line', allowShort: true },
    },
    {
      id: 'zero-line',
      label: 'Long only, zero line',
      help: 'Long while the fast average is above the slow one.',
      params: { fast: 12, slow: 26, signal: 9, trigger: 'zero-line', allowShort: false },
    },
  ],
} as const satisfies StrategyListing<typeof macdTrendSchema>;
