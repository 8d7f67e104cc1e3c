import { ConfigError } from '../core/errors';
import { strategyListing } from './catalogue.schema';
import { buyAndHold } from './classic/buy-and-hold';
import { donchianBreakout } from './classic/donchian-breakout';
import { rsiReversion } from './classic/rsi-reversion';
import { smaCross } from './classic/sma-cross';
import type { StrategyDefinition } from './definition';

/** Every strategy there is, by id. A new one is registered here and in catalogue.schema.ts. */
export const strategies: readonly StrategyDefinition[] = [
  smaCross,
  donchianBreakout,
  rsiReversion,
  buyAndHold,
];

/** @throws {ConfigError} naming the strategies there are */
export function strategyDefinition(id: string): StrategyDefinition {
  const { label } = strategyListing(id);
  const found = strategies.find((definition) => definition.id === id);
  if (found === undefined)
    throw new ConfigError(`${label} is listed but has no rule.`, 'strategy.id');
  return found;
}
