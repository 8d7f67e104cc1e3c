import { replayMarket } from './replay-market';
import { roughSchedule } from './rough-schedule';
import { startVenue, type Venue } from './start-venue';
import { replayClock } from './venue-clock';
import type { VenueMarket } from './venue-market';

/** How the replay exchanges play the same market. */
export const replaySettings = {
  replay: { speed: 60, isRough: false },
  'replay-fast': { speed: 600, isRough: false },
  'replay-rough': { speed: 60, isRough: true },
} as const;

export type ReplayId = keyof typeof replaySettings;

/** All of them share the days of the market that were made. */
let market: VenueMarket | null = null;

/** Starts the venue of a replay exchange. @param wall real time, UTC epoch ms */
export async function startReplayVenue(id: ReplayId, wall: () => number): Promise<Venue> {
  const { speed, isRough } = replaySettings[id];
  market ??= replayMarket();
  return startVenue({
    market,
    clock: replayClock(wall, speed),
    ...(isRough ? { faults: roughSchedule() } : {}),
  });
}
