import * as z from 'zod/mini';
import { choiceField, integerField, numberField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const smaCrossSchema = z.strictObject({
  fast: integerField({
    label: 'Fast average',
    help: 'Bars in the average that follows the price closely.',
    min: 1,
    max: 2000,
    default: 20,
    unit: 'bars',
  }),
  slow: integerField({
    label: 'Slow average',
    help: 'Bars in the average it is compared with; more than the fast one.',
    min: 2,
    max: 5000,
    default: 100,
    unit: 'bars',
  }),
  entry: choiceField({
    label: 'Entry',
    help: 'In while the fast average is on the right side, or only from the moment it crosses.',
    options: { level: 'While above', cross: 'At the cross' },
    default: 'level',
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short while the fast average is below, instead of standing aside.',
    default: false,
  }),
  band: numberField({
    label: 'Dead band',
    help: 'Averages closer than this share of the slow one count as equal, and nothing is decided.',
    min: 0,
    max: 0.1,
    default: 1e-9,
  }),
});

export const smaCrossListing = {
  id: 'sma-cross',
  label: 'SMA cross',
  rationale:
    'When the average of the last few bars is above the average of many, the market has been rising, and moves sometimes last. In a market that goes sideways it buys high and sells low, again and again.',
  schema: smaCrossSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 20/100',
      help: 'In the market while the short average is above the long one, out of it otherwise.',
      params: { fast: 20, slow: 100, entry: 'level', allowShort: false, band: 1e-9 },
    },
    {
      id: 'golden',
      label: 'Long and short 10/30',
      help: 'Always on one side: long above, short below.',
      params: { fast: 10, slow: 30, entry: 'level', allowShort: true, band: 1e-9 },
    },
    {
      id: 'benchmark',
      label: 'Cross 10/50, comparison only',
      help: 'Enters and leaves at the deciding close of the cross, as other tools do. Such fills can’t be had.',
      params: { fast: 10, slow: 50, entry: 'cross', allowShort: false, band: 0 },
      fill: 'close',
    },
  ],
} as const satisfies StrategyListing<typeof smaCrossSchema>;
