import { ConfigError } from '../core/errors';
import { bollingerReversionListing } from './classic/bollinger-reversion.schema';
import { buyAndHoldListing } from './classic/buy-and-hold.schema';
import { donchianBreakoutListing } from './classic/donchian-breakout.schema';
import { keltnerBreakoutListing } from './classic/keltner-breakout.schema';
import { macdTrendListing } from './classic/macd-trend.schema';
import { rsiReversionListing } from './classic/rsi-reversion.schema';
import { smaCrossListing } from './classic/sma-cross.schema';
import { timeSeriesMomentumListing } from './classic/time-series-momentum.schema';
import { trendPullbackListing } from './classic/trend-pullback.schema';
import { modelSignalListing } from './learned/model-signal.schema';
import type { StrategyListing } from './listing';

/** Every strategy as forms and command lines show it, in the order they show it. */
export const strategyListings: readonly StrategyListing[] = [
  smaCrossListing,
  donchianBreakoutListing,
  rsiReversionListing,
  buyAndHoldListing,
  bollingerReversionListing,
  macdTrendListing,
  timeSeriesMomentumListing,
  keltnerBreakoutListing,
  trendPullbackListing,
  modelSignalListing,
];

/** @throws {ConfigError} naming the strategies there are */
export function strategyListing(id: string): StrategyListing {
  const found = strategyListings.find((listing) => listing.id === id);
  if (found !== undefined) return found;
  const ids = strategyListings.map((listing) => listing.id).join(', ');
  throw new ConfigError(`There is no strategy “${id}”; there are ${ids}.`, 'strategy.id');
}
