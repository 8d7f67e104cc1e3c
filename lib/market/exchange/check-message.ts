import { candleProblem } from './check-candles';
import type { LiveMessage } from './exchange-port';

/** A message that is older than the newest one by so many bars is not late: the exchange's time was turned back. */
const leastLeapBars = 100;

/**
 * What is wrong with a message of the stream: `malformed` = nothing it says is believed, its time neither;
 * `turned-back` = the exchange's time began again; null = nothing.
 * @param said the latest exchange time a message said, UTC epoch ms; −Infinity before the first one
 */
export function messageFault(
  message: Exclude<LiveMessage, { kind: 'trouble' }>,
  said: number,
  intervalMs: number,
): 'malformed' | 'turned-back' | null {
  const { exchangeTime } = message;
  if (message.kind !== 'open' && candleProblem(message.candle, intervalMs) !== null) {
    return 'malformed';
  }
  if (message.kind === 'closed' && message.candle[0] + intervalMs > exchangeTime) {
    return 'malformed';
  }
  return exchangeTime < said - leastLeapBars * intervalMs ? 'turned-back' : null;
}
