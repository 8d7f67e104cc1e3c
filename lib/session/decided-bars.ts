import { ConfigError } from '../core/errors';

/** Bars `[from, to)`. */
export type BarSpan = readonly [from: number, to: number];

/**
 * Which bars are decided on: all but the stretches left out, which are known from the start (a warm-up, a recorded
 * absence) or added while a session is live. Bars are asked for in order.
 */
export class DecidedBars {
  private readonly leftOut: [number, number][] = [];
  /** The first stretch that ends after the bar asked for last. */
  private current = 0;

  constructor(spans: readonly BarSpan[]) {
    for (const [from, to] of spans) this.leaveOut(from, to);
  }

  /** Leaves out bars `[from, to)`, which come after those left out before. @throws {ConfigError} */
  leaveOut(from: number, to: number): void {
    if (to <= from) return;
    const last = this.leftOut.at(-1);
    if (last !== undefined && from < last[1]) {
      throw new ConfigError(
        `Bars ${from} to ${to} can't be left out after bars ${last[0]} to ${last[1]}.`,
        'live.away',
      );
    }
    if (last !== undefined && from === last[1]) last[1] = to;
    else this.leftOut.push([from, to]);
  }

  /** Whether bar `i` is decided on. */
  has(i: number): boolean {
    this.moveTo(i);
    const span = this.leftOut[this.current];
    return span === undefined || i < span[0];
  }

  /** Whether a stretch that is left out begins with bar `i`. */
  leavesAt(i: number): boolean {
    this.moveTo(i);
    return this.leftOut[this.current]?.[0] === i;
  }

  /** Whether bar `i` is the first decided on after a stretch left out. */
  resumesAt(i: number): boolean {
    return this.has(i) && this.leftOut[this.current - 1]?.[1] === i;
  }

  /** The stretches left out that reach into bars `[from, to)`, whole. */
  within(from: number, to: number): readonly BarSpan[] {
    return this.leftOut.filter(([start, end]) => start < to && end >= from);
  }

  private moveTo(i: number): void {
    while (this.current < this.leftOut.length && this.leftOut[this.current]![1] <= i)
      this.current++;
  }
}
