import type { BarsSource } from '../../market/bars';
import { isReplayExchange } from '../../market/exchange/exchange-listings.schema';

/** Whether nobody ever traded at these prices: a synthetic market, or one that a replay exchange plays. */
export function isSynthetic(source: BarsSource): boolean {
  return (
    source.kind === 'synthetic' || (source.kind === 'exchange' && isReplayExchange(source.exchange))
  );
}
