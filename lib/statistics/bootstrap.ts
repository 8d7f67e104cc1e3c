import type { Rng } from '../core/rng';

/**
 * Stationary bootstrap: the next index of an endless resample of 0 … n − 1. Blocks of neighbouring indices begin anywhere with
 * equal probability and go on from the last index to 0; each further index begins a new block with probability
 * 1 / meanBlock, so block lengths are geometric with that mean. Source: Politis & Romano 1994.
 * @throws {RangeError} for an empty sample or a mean block below 1
 */
export function stationaryBootstrap(n: number, meanBlock: number, rng: Rng): () => number {
  if (!(n >= 1) || !(meanBlock >= 1)) {
    throw new RangeError(`A sample of ${n} can't be drawn in blocks of ${meanBlock} on average.`);
  }
  const renewal = 1 / meanBlock;
  let index = -1;
  return () => {
    if (index < 0 || rng.uniform() < renewal) index = rng.below(n);
    else if (++index === n) index = 0;
    return index;
  };
}
