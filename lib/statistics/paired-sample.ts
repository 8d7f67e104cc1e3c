import { isFlatButRounding, mean } from './moments';
import { sampleProblem } from './sample-problem';

/** Sums of products of the distances from the means of two series of the same length. */
export interface PairedSample {
  readonly meanRun: number;
  readonly meanBenchmark: number;
  /** Σ(r − r̄)(b − b̄). */
  readonly together: number;
  /** Σ(r − r̄)². */
  readonly run: number;
  /** Σ(b − b̄)². */
  readonly benchmark: number;
}

/**
 * What two series of returns over the same periods have in common, or in plain words why nothing can be said.
 * @throws {RangeError} where the lengths differ
 */
export function pairedSample(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
): PairedSample | { readonly reason: string } {
  const reason = pairProblem(returns, benchmark, 2);
  if (reason !== null) return { reason };
  if (isFlatButRounding(benchmark)) return { reason: 'the benchmark never varies' };
  const meanRun = mean(returns);
  const meanBenchmark = mean(benchmark);
  let together = 0;
  let run = 0;
  let other = 0;
  for (let i = 0; i < returns.length; i++) {
    const r = returns[i]! - meanRun;
    const b = benchmark[i]! - meanBenchmark;
    together += r * b;
    run += r * r;
    other += b * b;
  }
  return { meanRun, meanBenchmark, together, run, benchmark: other };
}

/**
 * Why two series of returns can't be compared, in plain words; null where they can.
 * @throws {RangeError} where the lengths differ
 */
export function pairProblem(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  atLeast: number,
): string | null {
  if (returns.length !== benchmark.length) {
    throw new RangeError(
      `${returns.length} returns can't be compared with ${benchmark.length} of the benchmark.`,
    );
  }
  const own = sampleProblem(returns, atLeast, false);
  if (own !== null) return own;
  return sampleProblem(benchmark, atLeast, false) === null
    ? null
    : 'the benchmark fell to zero or below';
}
