import * as z from 'zod/mini';
import type { StrategyListing } from '../listing';

export const buyAndHoldSchema = z.strictObject({});

export const buyAndHoldListing = {
  id: 'buy-and-hold',
  label: 'Buy and hold',
  rationale:
    'Buys at the first open there is and never sells: what anybody could have had without a rule. Every other strategy has to be better than this after its costs, or calmer.',
  schema: buyAndHoldSchema,
  presets: [{ id: 'default', label: 'Buy and hold', help: 'It has no settings.', params: {} }],
} as const satisfies StrategyListing<typeof buyAndHoldSchema>;
