import * as z from 'zod/mini';
import { integerField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const donchianBreakoutSchema = z.strictObject({
  entryBars: integerField({
    label: 'Entry channel',
    help: 'Buys when the close is above the highest high of this many bars before it.',
    min: 1,
    max: 5000,
    default: 20,
    unit: 'bars',
  }),
  exitBars: integerField({
    label: 'Exit channel',
    help: 'Leaves when the close is below the lowest low of this many bars before it.',
    min: 1,
    max: 5000,
    default: 10,
    unit: 'bars',
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short below the lowest low of the entry channel, with the exit mirrored.',
    default: false,
  }),
});

export const donchianBreakoutListing = {
  id: 'donchian-breakout',
  label: 'Donchian breakout',
  rationale:
    'A price above everything paid in recent weeks means that somebody wants in at any price, and large moves begin that way. Most breakouts fail: it takes many small losses for a few long runs.',
  schema: donchianBreakoutSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 20/10',
      help: 'In above the 20-bar high, out below the 10-bar low.',
      params: { entryBars: 20, exitBars: 10, allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short 20/10',
      help: 'The same with the short side mirrored.',
      params: { entryBars: 20, exitBars: 10, allowShort: true },
    },
    {
      id: 'slow',
      label: 'Long only 55/20',
      help: 'Fewer, longer trades.',
      params: { entryBars: 55, exitBars: 20, allowShort: false },
    },
  ],
} as const satisfies StrategyListing<typeof donchianBreakoutSchema>;
