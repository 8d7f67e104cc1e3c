import type { SlicedWork } from '../../core/sliced-work';
import { moduleMath } from '../../kernels/math';
import { normalDistribution } from '../../kernels/normal';
import { type Metric, metric, noValue } from '../../statistics/metric';
import { mean, sampleDeviation } from '../../statistics/moments';
import { quantileOfSorted } from '../../statistics/quantile';
import type { Distribution } from '../run-analysis';

const mostBins = 60;
const levels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/**
 * How often values lie where: bins of equal width, edges at its multiples, so that 0 is an edge and no bin holds both
 * gains and losses; values on an edge count to the bin above it. The width is that of Freedman & Diaconis 1981,
 * 2 · (75 % − 25 % quantile) / n^(1/3), or range / √n where the quartiles are equal, and wide enough for 60 bins.
 * Values that are not finite (returns on nothing) are left out.
 */
export function* distribution(values: ArrayLike<number>): SlicedWork<Distribution> {
  const sorted = finiteValues(values);
  const n = sorted.length;
  yield 2 * n;
  sorted.sort();
  yield 10 * n;
  if (n === 0) {
    const none = noValue('no values');
    return { n, mean: none, deviation: none, edges: [], counts: [], normal: [], quantiles: [] };
  }
  const edges = binEdges(sorted);
  const counts = binCounts(sorted, edges);
  const center = mean(sorted);
  const spread: Metric =
    n < 2 ? noValue('one value, at least 2 are needed') : metric(sampleDeviation(sorted));
  yield 4 * n;
  return {
    n,
    mean: metric(center),
    deviation: spread,
    edges,
    counts,
    normal: normalCounts(edges, n, center, spread.value ?? 0),
    quantiles: levels.map((p) => ({ p, value: quantileOfSorted(sorted, p) })),
  };
}

function finiteValues(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < kept.length; i++) if (Number.isFinite(values[i]!)) kept[n++] = values[i]!;
  return kept.subarray(0, n);
}

function binEdges(sorted: Float64Array): number[] {
  const n = sorted.length;
  const least = sorted[0]!;
  const most = sorted[n - 1]!;
  const range = most - least;
  if (!(range > 0)) {
    const half = Math.max(Math.abs(least) * 0.01, 1e-4);
    return [least - half, least + half];
  }
  const quartiles = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  const wished =
    quartiles > 0 ? (2 * quartiles) / moduleMath().pow(n, 1 / 3) : range / Math.sqrt(n);
  // Two more bins than the range has widths may be touched, one at either end.
  const width = Math.max(wished, range / (mostBins - 2));
  const first = Math.floor(least / width);
  const bins = Math.floor(most / width) - first + 1;
  return Array.from({ length: bins + 1 }, (_, i) => {
    const edge = (first + i) * width;
    return edge === 0 ? 0 : edge;
  });
}

/** Both ascending; whatever rounding does to the outermost edges, every value is counted once. */
function binCounts(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    while (bin < counts.length - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

/** What a normal with this mean and deviation would put into each bin; empty where it has none. */
function normalCounts(
  edges: readonly number[],
  n: number,
  center: number,
  deviation: number,
): number[] {
  if (!(deviation > 0)) return [];
  const { cdf } = normalDistribution();
  const below = edges.map((edge) => cdf((edge - center) / deviation));
  return below.slice(1).map((upper, i) => n * (upper - below[i]!));
}
