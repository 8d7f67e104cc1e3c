import type { PaperListing } from '../../workers/paper.api';

const key = 'lookback.paper';
const going = new Set<PaperListing['state']>([
  'starting',
  'live',
  'disconnected',
  'paused',
  'halted',
]);

/** Notes for the next visit whether there are sessions to go on with. */
export function rememberSessions(listings: readonly PaperListing[]): void {
  try {
    if (listings.some(({ state }) => going.has(state))) window.localStorage.setItem(key, '1');
    else window.localStorage.removeItem(key);
  } catch {
    // Private windows may refuse storage; their sessions end with the page anyway.
  }
}

/** Whether sessions were going on when the page was left. */
export function hasSessions(): boolean {
  try {
    return window.localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}
