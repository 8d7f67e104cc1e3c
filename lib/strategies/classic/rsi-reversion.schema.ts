import * as z from 'zod/mini';
import { integerField, numberField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const rsiReversionSchema = z.strictObject({
  period: integerField({
    label: 'RSI length',
    help: 'Bars over which rises and falls are weighed against each other.',
    min: 2,
    max: 1000,
    default: 14,
    unit: 'bars',
  }),
  oversold: numberField({
    label: 'Oversold',
    help: 'Buys when the RSI is below this.',
    min: 1,
    max: 99,
    default: 30,
    step: 1,
  }),
  exit: numberField({
    label: 'Exit',
    help: 'Leaves when the RSI is back at this level.',
    min: 1,
    max: 99,
    default: 50,
    step: 1,
  }),
  overbought: numberField({
    label: 'Overbought',
    help: 'Sells short when the RSI is above this, where the short side is on.',
    min: 1,
    max: 99,
    default: 70,
    step: 1,
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short above the overbought level.',
    default: false,
  }),
});

export const rsiReversionListing = {
  id: 'rsi-reversion',
  label: 'RSI reversion',
  rationale:
    'After an unusually one-sided fall the sellers are often done, and part of the fall is taken back. In a lasting decline it buys too early and holds on while the fall goes on.',
  schema: rsiReversionSchema,
  presets: [
    {
      id: 'long-only',
      label: 'Long only 14, 30/50',
      help: 'Buys below 30, leaves at 50.',
      params: { period: 14, oversold: 30, exit: 50, overbought: 70, allowShort: false },
    },
    {
      id: 'both-sides',
      label: 'Long and short 14, 30/70',
      help: 'Buys below 30, sells short above 70, leaves either at 50.',
      params: { period: 14, oversold: 30, exit: 50, overbought: 70, allowShort: true },
    },
  ],
} as const satisfies StrategyListing<typeof rsiReversionSchema>;
