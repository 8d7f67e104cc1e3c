import type { Rng } from '../../core/rng';
import type { SlicedWork } from '../../core/sliced-work';
import { stationaryBootstrap } from '../../statistics/bootstrap';
import { automaticBlockWork } from '../../statistics/bootstrap-block';
import { quantile, quantileOfSorted } from '../../statistics/quantile';
import { sampleProblem } from '../../statistics/sample-problem';
import type { BootstrapCone } from '../run-analysis';
import { spacedBars } from './spaced-bars';

const mostPaths = 1000;
const fewestPaths = 100;
/** Returns drawn in all, so that long histories stay affordable. */
const mostDraws = 12_000_000;
const fewestReturns = 20;
const conePoints = 200;
const bandLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const drawdownLevels = [0.05, 0.5, 0.95] as const;

interface ConeInput {
  readonly returns: Float64Array;
  /** Equity at the measuring points, one more than returns. */
  readonly equity: Float64Array;
  /** Times of the same points. */
  readonly times: Float64Array;
  /** What a path has to end above not to be a loss. */
  readonly capital: number;
  readonly rng: Rng;
}

/**
 * Other histories the same returns could have made: as many are drawn as were measured, in blocks that keep their
 * memory, and compounded from the first measured equity. 1,000 paths, fewer (at least 100) for more than 12,000
 * returns. No cone of fewer than 20 returns, nor where they never vary or equity fell to zero or below.
 */
export function* bootstrapCone(
  input: ConeInput,
): SlicedWork<BootstrapCone | { readonly reason: string }> {
  const { returns, equity, times, capital, rng } = input;
  const n = returns.length;
  const problem = sampleProblem(returns, fewestReturns, true);
  if (problem !== null) return { reason: problem };
  const meanBlock = yield* automaticBlockWork(returns);
  const paths = Math.max(fewestPaths, Math.min(mostPaths, Math.floor(mostDraws / n)));
  const shown = spacedBars(0, n + 1, conePoints);
  const values = Array.from(shown, () => new Float64Array(paths));
  const ends = new Float64Array(paths);
  const depths = new Float64Array(paths);
  for (let path = 0; path < paths; path++) {
    const next = stationaryBootstrap(n, meanBlock, rng);
    let value = equity[0]!;
    let peak = value;
    let deepest = 0;
    let point = 0;
    if (shown[0] === 0) values[point++]![path] = value;
    for (let i = 1; i <= n; i++) {
      value *= 1 + returns[next()]!;
      if (value > peak) peak = value;
      else if (1 - value / peak > deepest) deepest = 1 - value / peak;
      if (shown[point] === i) values[point++]![path] = value;
    }
    ends[path] = value;
    depths[path] = deepest;
    yield 2 * n;
  }
  for (const column of values) column.sort();
  yield shown.length * paths * 8;
  return {
    paths,
    meanBlock,
    time: Array.from(shown, (i) => times[i]!),
    bands: bandLevels.map((p) => ({
      p,
      equity: values.map((column) => quantileOfSorted(column, p)),
    })),
    equity: Array.from(shown, (i) => equity[i]!),
    probabilityOfLoss: ends.reduce((count, end) => count + (end < capital ? 1 : 0), 0) / paths,
    maxDrawdown: drawdownLevels.map((p) => ({ p, value: quantile(depths, p) })),
  };
}
