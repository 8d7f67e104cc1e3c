import type { ExchangeId } from '../../market/exchange/exchange.schema';
import { binanceUrls } from '../venue/binance-urls';
import { type ReplayId, startReplayVenue } from '../venue/replay-venue';
import type { ReplayPlace } from './ccxt-connection';

/** Starts the venue of a replay exchange on this machine, for as long as the process lives. */
export async function startReplayPlace(id: ExchangeId): Promise<ReplayPlace> {
  const venue = await startReplayVenue(id as ReplayId, () => Date.now());
  return { host: new URL(venue.url).host, urls: binanceUrls(venue.url) };
}
