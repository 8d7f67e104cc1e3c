import { atOnce, type SlicedWork } from '../core/sliced-work';
import { moduleMath } from '../kernels/math';
import { isFlat, mean } from './moments';

/** More lags are not looked at, so that long series stay affordable. */
const mostLags = 250;

/**
 * Mean block of the stationary bootstrap that fits how long a series remembers, at least 1 and at most
 * min(3√n, n / 3), rounded up: b = (2·G² / D)^(1/3) · n^(1/3) with G = Σ λ(k/M)·|k|·R(k), D = 2·(Σ λ(k/M)·R(k))²,
 * λ the flat-top window, R the autocovariances and M twice the lag from which on five or more in a row lie below
 * 2·√(log₁₀ n / n). 1 where the values never vary.
 * Sources: Politis & White 2004, corrected by Patton, Politis & White 2009.
 */
export function automaticBlock(values: ArrayLike<number>): number {
  return atOnce(automaticBlockWork(values));
}

/** {@link automaticBlock} in slices. */
export function* automaticBlockWork(values: ArrayLike<number>): SlicedWork<number> {
  const n = values.length;
  if (n < 9 || isFlat(values)) return 1;
  const { log, pow } = moduleMath();
  const log10 = log(n) / Math.LN10;
  const quiet = Math.max(5, ceil(Math.sqrt(log10)));
  const lags = Math.min(ceil(Math.sqrt(n)) + quiet, n - 1, mostLags);
  const covariances = yield* autocovariances(values, lags);
  const threshold = 2 * Math.sqrt(log10 / n) * covariances[0]!;
  const reach = Math.min(2 * Math.max(1, memory(covariances, threshold, quiet)), lags);
  let g = 0;
  let spectrum = covariances[0]!;
  for (let k = 1; k <= reach; k++) {
    const share = k / reach;
    const weighted = (share <= 0.5 ? 1 : 2 * (1 - share)) * covariances[k]!;
    g += 2 * k * weighted;
    spectrum += 2 * weighted;
  }
  const most = ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const block = spectrum === 0 ? most : pow(((g * g) / (spectrum * spectrum)) * n, 1 / 3);
  return Math.max(1, Math.min(most, ceil(block)));
}

/** R(0) … R(lags), over n. */
function* autocovariances(values: ArrayLike<number>, lags: number): SlicedWork<Float64Array> {
  const n = values.length;
  const center = mean(values);
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) distances[i] = values[i]! - center;
  const found = new Float64Array(lags + 1);
  for (let k = 0; k <= lags; k++) {
    let sum = 0;
    for (let i = k; i < n; i++) sum += distances[i]! * distances[i - k]!;
    found[k] = sum / n;
    yield n / 8;
  }
  return found;
}

/** The lag after which `quiet` in a row lie below the threshold; else the last one above it. */
function memory(covariances: Float64Array, threshold: number, quiet: number): number {
  let last = 0;
  for (let k = 1; k < covariances.length; k++) {
    if (Math.abs(covariances[k]!) >= threshold) last = k;
    else if (k - last === quiet) return last;
  }
  return last;
}

const ceil = (x: number): number => 0 - Math.floor(0 - x);
