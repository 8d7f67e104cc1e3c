import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../market/civil-date';
import { replayDays, replayStart } from './replay-market';

/** The time at a venue. */
export interface VenueClock {
  /** UTC epoch ms as the venue has it. */
  now(): number;
  /** Calls `listener` after time has moved on, again and again; @returns what ends it. */
  follow(listener: () => void): () => void;
  /** A leap longer than this breaks every stream instead of being played; ms of the venue's time. */
  readonly longestLeapMs: number;
}

/** A clock that stands until it is told to go on. */
export class SteppedClock implements VenueClock {
  readonly longestLeapMs = Number.POSITIVE_INFINITY;
  private readonly listeners = new Set<() => void>();

  constructor(private timeMs: number) {}

  now(): number {
    return this.timeMs;
  }

  follow(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Goes on to a moment; everything due until then has been sent when this returns. */
  advanceTo(timeMs: number): void {
    this.timeMs = Math.max(this.timeMs, timeMs);
    for (const listener of [...this.listeners]) listener();
  }

  /** Goes on by some ms. */
  advance(byMs: number): void {
    this.advanceTo(this.timeMs + byMs);
  }
}

export interface RunningClockOptions {
  /** Real time, UTC epoch ms. */
  readonly wall: () => number;
  /** How many times faster than real time. */
  readonly speed: number;
  /** The venue's time at {@link anchor}. */
  readonly start: number;
  /** The real moment at which the venue showed `start`, given the real time now. */
  readonly anchor: (wallMs: number) => number;
}

/** A real second of the venue's time that nobody saw, like that of a computer asleep, is not played afterwards. */
const longestRealLeapMs = 10_000;

/** start + (wall − anchor) · speed. */
export function runningClock({ wall, speed, start, anchor }: RunningClockOptions): VenueClock {
  // Bars are sent in quarters of a minute: half of one, so that none comes late by more than that.
  const stepMs = Math.max(10, Math.min(100, (MINUTE_MS / 8 / speed) | 0));
  return {
    longestLeapMs: longestRealLeapMs * speed,
    now() {
      const real = wall();
      return Math.floor(start + (real - anchor(real)) * speed);
    },
    follow(listener) {
      const timer = setInterval(listener, stepMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

const spans = [7 * DAY_MS, DAY_MS, 12 * HOUR_MS, 6 * HOUR_MS, HOUR_MS, 10 * MINUTE_MS, MINUTE_MS];

/** How long the replay market is played at a speed before it begins again, real ms: a week at 60, twelve hours at 600. */
export function replaySpan(speed: number): number {
  const played = replayDays.played * DAY_MS;
  return spans.find((span) => span * speed <= played) ?? Math.floor(played / speed);
}

/**
 * The clock of a replay exchange. It hangs on real time alone: started again, the venue goes on as if it had never
 * stopped. After {@link replaySpan} the market begins again.
 */
export function replayClock(wall: () => number, speed: number): VenueClock {
  const span = replaySpan(speed);
  return runningClock({
    wall,
    speed,
    start: replayStart + replayDays.history * DAY_MS,
    anchor: (wallMs) => Math.floor(wallMs / span) * span,
  });
}
