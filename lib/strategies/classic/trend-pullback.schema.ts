import * as z from 'zod/mini';
import { integerField, numberField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const trendPullbackSchema = z.strictObject({
  trendBars: integerField({
    label: 'Trend average',
    help: 'The trend is up while the close is above the average of this many bars.',
    min: 2,
    max: 5000,
    default: 200,
    unit: 'bars',
  }),
  rsiPeriod: integerField({
    label: 'RSI length',
    help: 'A short one finds the pullbacks: 2 to 5 bars.',
    min: 2,
    max: 100,
    default: 2,
    unit: 'bars',
  }),
  pullback: numberField({
    label: 'Pullback below',
    help: 'Buys in an uptrend when the RSI is below this.',
    min: 1,
    max: 50,
    default: 10,
    step: 1,
  }),
  exitBars: integerField({
    label: 'Exit average',
    help: 'Leaves when the close is back above the average of this many bars, or the trend is broken.',
    min: 1,
    max: 1000,
    default: 5,
    unit: 'bars',
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short after a rally in a downtrend, with the exit mirrored.',
    default: false,
  }),
});

export const trendPullbackListing = {
  id: 'trend-pullback',
  label: 'Pullback in trend',
  rationale:
    'Within a long rise, a few days of selling are more often a pause than a turn, and the rise takes them back soon. The loss comes when the pause is the turn: then it has bought at the start of the fall.',
  schema: trendPullbackSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 200, RSI 2',
      help: 'Above the 200-bar average, buys an RSI 2 below 10, leaves above the 5-bar average.',
      params: { trendBars: 200, rsiPeriod: 2, pullback: 10, exitBars: 5, allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short 200, RSI 2',
      help: 'The same, with rallies below the average sold short.',
      params: { trendBars: 200, rsiPeriod: 2, pullback: 10, exitBars: 5, allowShort: true },
    },
  ],
} as const satisfies StrategyListing<typeof trendPullbackSchema>;
