import { ConfigError } from '../core/errors';
import { strategyListing } from './catalogue.schema';
import { bollingerReversion } from './classic/bollinger-reversion';
import { buyAndHold } from './classic/buy-and-hold';
import { donchianBreakout } from './classic/donchian-breakout';
import { keltnerBreakout } from './classic/keltner-breakout';
import { macdTrend } from './classic/macd-trend';
import { rsiReversion } from './classic/rsi-reversion';
import { smaCross } from './classic/sma-cross';
import { timeSeriesMomentum } from './classic/time-series-momentum';
import { trendPullback } from './classic/trend-pullback';
import type { StrategyDefinition } from './definition';
import { modelSignal } from './learned/model-signal';

/** Every strategy there is, by id. A new one is registered here and in catalogue.schema.ts. */
export const strategies: readonly StrategyDefinition[] = [
  smaCross,
  donchianBreakout,
  rsiReversion,
  buyAndHold,
  bollingerReversion,
  macdTrend,
  timeSeriesMomentum,
  keltnerBreakout,
  trendPullback,
  modelSignal,
];

/** @throws {ConfigError} naming the strategies there are */
export function strategyDefinition(id: string): StrategyDefinition {
  const { label } = strategyListing(id);
  const found = strategies.find((definition) => definition.id === id);
  if (found === undefined)
    throw new ConfigError(`${label} is listed but has no rule.`, 'strategy.id');
  return found;
}
