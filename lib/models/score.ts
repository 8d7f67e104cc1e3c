import { createRng } from '../core/rng';
import type { SlicedWork } from '../core/sliced-work';
import { stationaryBootstrap } from '../statistics/bootstrap';
import { automaticBlockWork } from '../statistics/bootstrap-block';
import { quantileOfSorted } from '../statistics/quantile';
import { averageRanks } from '../statistics/ranks';
import type { IntervalEstimate, PredictorScore } from './training-report';

/** What a score needs besides predictions and returns. */
export interface ScoreSetup {
  readonly name: PredictorScore['name'];
  /** Bars a return is over: labels overlap by all but one of them. */
  readonly horizon: number;
  readonly seed: number;
}

const fewestReturns = 30;
const fewestBlocks = 5;
const mostResamples = 1000;
const fewestResamples = 200;
/** Draws in all; longer tests are resampled less often, as their intervals are narrow anyway. */
const draws = 2e7;

/**
 * How good predictions were out of sample.
 *
 * - ic: Spearman's rank correlation of prediction and return; null where one of the two never varies.
 * - hitRate: share of returns whose sign was predicted, of those where neither is 0; null where nothing was predicted.
 * - rSquared: 1 − Σ(return − prediction)² / Σ return², so that predicting 0 has 0; null where every return is 0.
 *
 * Intervals hold 95 % of stationary-bootstrap resamples of pairs in time order, in blocks of at least the horizon, as
 * returns over overlapping bars are one piece of news; ranks are those of the whole test. Fewer than 30 returns or 5
 * blocks have no intervals, and the figures none without them.
 * Sources: Politis & Romano 1994; Campbell & Thompson 2008 for R² beside zero.
 * @param predictions finite, one a return, in order of time
 */
export function* scoreWork(
  predictions: Float64Array,
  returns: Float64Array,
  { name, horizon, seed }: ScoreSetup,
): SlicedWork<Omit<PredictorScore, 'fitMs'>> {
  const n = returns.length;
  const rSquared = explained(predictions, returns);
  const x = centredRanks(predictions);
  const y = centredRanks(returns);
  yield 40 * n;
  const products = x.map((value, i) => value * y[i]!);
  const block = Math.max(horizon, yield* automaticBlockWork(products));
  if (n < fewestReturns || n / block < fewestBlocks) {
    return { name, ic: null, hitRate: null, rSquared };
  }
  const { right, counted } = signs(predictions, returns);
  const resamples = Math.max(fewestResamples, Math.min(mostResamples, Math.floor(draws / n)));
  const correlations = new Float64Array(resamples);
  const rates = new Float64Array(resamples);
  const rng = createRng(seed).fork(`score ${name}`);
  for (let r = 0; r < resamples; r++) {
    const next = stationaryBootstrap(n, block, rng);
    const sums = new Sums();
    for (let k = 0; k < n; k++) {
      const i = next();
      sums.add(x[i]!, y[i]!, right[i]!, counted[i]!);
    }
    correlations[r] = sums.correlation;
    rates[r] = sums.rate;
    yield 2 * n;
  }
  const whole = new Sums();
  for (let i = 0; i < n; i++) whole.add(x[i]!, y[i]!, right[i]!, counted[i]!);
  return {
    name,
    ic: estimate(whole.correlation, correlations),
    hitRate: estimate(whole.rate, rates),
    rSquared,
  };
}

/** Sums of one resample; NaN where it has no figure. */
class Sums {
  private n = 0;
  private x = 0;
  private y = 0;
  private xx = 0;
  private yy = 0;
  private xy = 0;
  private right = 0;
  private counted = 0;

  add(x: number, y: number, right: number, counted: number): void {
    this.n++;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
    this.right += right;
    this.counted += counted;
  }

  get correlation(): number {
    const { n, x, y, xx, yy, xy } = this;
    const spread = Math.sqrt((xx - (x * x) / n) * (yy - (y * y) / n));
    return spread > 0 ? Math.max(-1, Math.min(1, (xy - (x * y) / n) / spread)) : Number.NaN;
  }

  get rate(): number {
    return this.counted === 0 ? Number.NaN : this.right / this.counted;
  }
}

/** null where the whole has no figure; resamples without one say nothing. */
function estimate(value: number, resampled: Float64Array): IntervalEstimate | null {
  if (!Number.isFinite(value)) return null;
  const sorted = resampled.filter(Number.isFinite).sort();
  if (sorted.length < fewestResamples / 2) return null;
  return {
    value,
    low: quantileOfSorted(sorted, 0.025),
    high: quantileOfSorted(sorted, 0.975),
  };
}

/** Ranks less their mean. */
function centredRanks(values: Float64Array): Float64Array {
  const middle = (values.length + 1) / 2;
  return averageRanks(values).map((rank) => rank - middle);
}

function signs(predictions: Float64Array, returns: Float64Array) {
  const right = new Uint8Array(returns.length);
  const counted = new Uint8Array(returns.length);
  returns.forEach((change, i) => {
    const both = change * predictions[i]!;
    counted[i] = change !== 0 && predictions[i] !== 0 ? 1 : 0;
    right[i] = both > 0 ? 1 : 0;
  });
  return { right, counted };
}

function explained(predictions: Float64Array, returns: Float64Array): number | null {
  let missed = 0;
  let all = 0;
  returns.forEach((change, i) => {
    missed += (change - predictions[i]!) * (change - predictions[i]!);
    all += change * change;
  });
  return all > 0 ? 1 - missed / all : null;
}
