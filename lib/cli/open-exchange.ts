import type { ExchangePort } from '../market/exchange/exchange-port';
import { createGateway } from '../server/gateway/gateway';
import { binanceUrls } from '../server/venue/binance-urls';
import { type ReplayId, startReplayVenue } from '../server/venue/replay-venue';
import type { Venue } from '../server/venue/start-venue';

/** The exchanges as a command reaches them, until it closes them: a replay exchange would keep the program alive. */
export interface OpenExchange {
  readonly port: ExchangePort;
  close(): Promise<void>;
}

/** The gateway in this process. */
export function openExchange(): OpenExchange {
  const venues: Venue[] = [];
  return {
    port: createGateway({
      async replay(id) {
        const venue = await startReplayVenue(id as ReplayId, () => Date.now());
        venues.push(venue);
        return { host: new URL(venue.url).host, urls: binanceUrls(venue.url) };
      },
    }),
    async close() {
      await Promise.all(venues.map((venue) => venue.close()));
    },
  };
}
