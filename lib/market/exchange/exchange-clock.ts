/**
 * What time it is at an exchange, from the times its messages carry. A message that was held up on the way says a time
 * that is over, so the time of the least delayed one of late is carried on by the local clock.
 */
export class ExchangeClock {
  private latest = Number.NEGATIVE_INFINITY;
  /** Exchange time less `speed` times local time of the least delayed message, of this window and of the one before. */
  private offset = Number.NEGATIVE_INFINITY;
  private offsetBefore = Number.NEGATIVE_INFINITY;
  private windowFrom = Number.NEGATIVE_INFINITY;

  /**
   * @param speed how many times faster than the local clock the exchange's time runs
   * @param windowMs for this long, and at most twice as long, a message counts: one of the clocks may have been set since
   */
  constructor(
    private readonly speed: number,
    private readonly windowMs: number,
  ) {}

  /** A message that says `exchangeTime` came at `now`, both in ms. */
  observe(exchangeTime: number, now: number): void {
    if (!(Math.abs(now - this.windowFrom) < this.windowMs)) {
      this.offsetBefore = this.offset;
      this.offset = Number.NEGATIVE_INFINITY;
      this.windowFrom = now;
    }
    this.latest = Math.max(this.latest, exchangeTime);
    this.offset = Math.max(this.offset, exchangeTime - this.speed * now);
  }

  /** The exchange's time at `now`, ms: never less than what a message said; −Infinity before the first one. */
  at(now: number): number {
    return Math.max(this.latest, this.best + this.speed * now);
  }

  /** The latest time a message said; −Infinity before the first one. */
  get said(): number {
    return this.latest;
  }

  /** The exchange's clock less the local one, ms; null before the first message, and where its time runs faster. */
  get offsetMs(): number | null {
    return this.speed === 1 && this.best > Number.NEGATIVE_INFINITY ? this.best : null;
  }

  private get best(): number {
    return Math.max(this.offset, this.offsetBefore);
  }
}
