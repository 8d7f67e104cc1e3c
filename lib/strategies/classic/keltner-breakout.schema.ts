import * as z from 'zod/mini';
import { integerField, numberField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const keltnerBreakoutSchema = z.strictObject({
  period: integerField({
    label: 'Middle line',
    help: 'Bars of the exponential average in the middle of the channel.',
    min: 2,
    max: 5000,
    default: 20,
    unit: 'bars',
  }),
  atrPeriod: integerField({
    label: 'ATR length',
    help: 'Bars the average true range is measured over.',
    min: 1,
    max: 5000,
    default: 10,
    unit: 'bars',
  }),
  multiple: numberField({
    label: 'Channel width',
    help: 'Average true ranges between the middle line and each edge.',
    min: 0.1,
    max: 20,
    default: 2,
    step: 0.1,
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short below the channel, with the exit mirrored.',
    default: false,
  }),
});

export const keltnerBreakoutListing = {
  id: 'keltner-breakout',
  label: 'Keltner breakout',
  rationale:
    'A close several usual bar ranges away from its average is a move the noise of the market does not explain, and large moves begin that way. Where volatility jumps without a trend, it buys the top and sells the bottom.',
  schema: keltnerBreakoutSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 20, 2 ATR',
      help: 'In above the channel, out below its middle.',
      params: { period: 20, atrPeriod: 10, multiple: 2, allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short 20, 2 ATR',
      help: 'The same with the short side mirrored.',
      params: { period: 20, atrPeriod: 10, multiple: 2, allowShort: true },
    },
    {
      id: 'slow',
      label: 'Long only 50, 3 ATR',
      help: 'Fewer, longer trades.',
      params: { period: 50, atrPeriod: 20, multiple: 3, allowShort: false },
    },
  ],
} as const satisfies StrategyListing<typeof keltnerBreakoutSchema>;
