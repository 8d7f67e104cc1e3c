import * as z from 'zod/mini';
import { integerField, switchField } from '../../core/fields';
import type { StrategyListing } from '../listing';

export const timeSeriesMomentumSchema = z.strictObject({
  lookback: integerField({
    label: 'Look-back',
    help: 'The close is compared with the close this many bars ago; 252 daily bars are a year of stocks.',
    min: 1,
    max: 20_000,
    default: 252,
    unit: 'bars',
  }),
  every: integerField({
    label: 'Looks again every',
    help: 'Bars between two decisions; 21 daily bars are a month of stocks.',
    min: 1,
    max: 5000,
    default: 21,
    unit: 'bars',
  }),
  allowShort: switchField({
    label: 'Short side',
    help: 'Sell short after a loss over the look-back, instead of standing aside.',
    default: false,
  }),
});

/** Scaled to a steady risk, as in the paper; 15 % a year over the last 60 bars. */
const steadyRisk = { kind: 'volatility-target', targetVolatility: 0.15, volatilityLookback: 60 };

export const timeSeriesMomentumListing = {
  id: 'time-series-momentum',
  label: 'Time-series momentum',
  rationale:
    'What has risen over the last year has more often than not gone on rising, as people take in news slowly and follow one another. It loses when a long trend turns at once, and in years without one.',
  schema: timeSeriesMomentumSchema,
  presets: [
    {
      id: 'long-only',
      label: 'A year, steady risk',
      help: 'Long after a rise over 252 bars, sized to a volatility of 15 % a year.',
      params: { lookback: 252, every: 21, allowShort: false },
      sizing: steadyRisk,
    },
    {
      id: 'both-sides',
      label: 'A year, both sides, steady risk',
      help: 'The same, short after a fall.',
      params: { lookback: 252, every: 21, allowShort: true },
      sizing: steadyRisk,
    },
    {
      id: 'quarter',
      label: 'A quarter, steady risk',
      help: 'Long after a rise over 63 bars, looking again every week.',
      params: { lookback: 63, every: 5, allowShort: false },
      sizing: steadyRisk,
    },
  ],
} as const satisfies StrategyListing<typeof timeSeriesMomentumSchema>;
