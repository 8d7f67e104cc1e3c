import { createRng, type Rng } from '../../core/rng';

const firstMs = 250;
const longestMs = 10_000;

/** Waits between attempts: they double up to 10 s, each shortened by up to a half so that streams don't come back all at once. */
export class ReconnectWait {
  private failures = 0;
  private readonly rng: Rng;

  constructor(seed: number, name: string) {
    this.rng = createRng(seed).fork(name);
  }

  succeeded(): void {
    this.failures = 0;
  }

  /** How long to wait after one more failure, ms. */
  next(): number {
    let wait = firstMs;
    for (let k = 0; k < this.failures && wait < longestMs; k++) wait *= 2;
    this.failures += 1;
    return Math.floor(Math.min(wait, longestMs) * (1 - 0.5 * this.rng.uniform()));
  }
}
