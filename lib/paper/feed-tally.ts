import type { PaperBars, PaperFeed } from './paper-event';
import type { FeedHealth } from './paper-snapshot';

/** What of a feed's health its log tells. */
export type LoggedHealth = Pick<
  FeedHealth,
  'latencyMs' | 'worstLatencyMs' | 'liveBars' | 'backFilledBars' | 'missingBars' | 'reconnections'
>;

const keptDelays = 200;

/** Counts of the line to the exchange, by the log. */
export class FeedTally {
  isConnected = true;
  /** Whether the user cut the line and has not connected it again. */
  isPaused = false;
  private live = 0;
  private backFilled = 0;
  private missing = 0;
  private reconnections = 0;
  private delays: number[] = [];
  private worst: number | null = null;

  /** @param lastTime open of the bar before these, −∞ for none */
  heardBars({ candles, how, delayMs }: PaperBars, lastTime: number, intervalMs: number): void {
    if (how === 'warm-up') return;
    if (how === 'live') this.live += candles.length;
    else this.backFilled += candles.length;
    let before = lastTime;
    for (const [time] of candles) {
      if (before > Number.NEGATIVE_INFINITY) {
        this.missing += Math.floor((time - before) / intervalMs) - 1;
      }
      before = time;
    }
    if (delayMs === null) return;
    this.delays.push(delayMs);
    if (this.delays.length > 2 * keptDelays) this.delays = this.delays.slice(-keptDelays);
    this.worst = Math.max(this.worst ?? delayMs, delayMs);
  }

  heardState({ what }: PaperFeed): void {
    if (what === 'paused') this.isPaused = true;
    if (what === 'resumed') this.isPaused = false;
    if (what === 'connected' && !this.isConnected) this.reconnections++;
    this.isConnected = what === 'connected';
  }

  get health(): LoggedHealth {
    return {
      latencyMs: median(this.delays),
      worstLatencyMs: this.worst,
      liveBars: this.live,
      backFilledBars: this.backFilled,
      missingBars: this.missing,
      reconnections: this.reconnections,
    };
  }
}

/** The middle of the last delays, the lower of two; null of none. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.slice(-keptDelays).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}
