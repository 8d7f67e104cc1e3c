import type { Timing } from '../../market/exchange/timing';

/** A stream counts as dead once history shows this many closed bars with trades it did not announce … */
const mostUnannounced = 3;
/** … and nothing was heard of it for this long, ms. */
const silentMs = 3_000;

/** Whether a stream is dead though its connection stands: history goes on and it says nothing. */
export class StreamSilence {
  private unannounced = 0;
  private heardAt = 0;

  constructor(private readonly timing: Timing) {}

  /** The stream said something. */
  heard(): void {
    this.heardAt = this.timing.now();
  }

  /** History has a bar with trades that the stream didn't announce. */
  missed(): void {
    this.unannounced += 1;
  }

  /** Forgets the bars that were missed. */
  forget(): void {
    this.unannounced = 0;
  }

  get isDead(): boolean {
    return this.unannounced >= mostUnannounced && this.timing.now() - this.heardAt > silentMs;
  }
}
