import { BAD_PARAMETER, OK, at, blockEnd, put } from './column';
import { meansOf, rollingMoments, squaresOf } from './rolling-moments';

/**
 * Standard deviation of the last n values, times `scale`.
 *
 * out[i] = scale·√(Σ (x − mean)² / (n − ddof)); ddof 0 population, 1 sample. Sums as rolling-moments.ts says.
 * Look-back: n − 1. Degenerate: a flat window gives exactly 0. NaN: a non-finite value inside the window gives NaN until it
 * has left. State: MOMENTS_BYTES.
 * @returns OK, or BAD_PARAMETER when n ≤ ddof or ddof is neither 0 nor 1
 */
export function standardDeviation(
  input: usize,
  output: usize,
  from: i32,
  to: i32,
  n: i32,
  ddof: i32,
  scale: f64,
  state: usize,
): i32 {
  if (ddof < 0 || ddof > 1 || n <= ddof) return BAD_PARAMETER;
  const per = 1.0 / <f64>(n - ddof);
  const squares = squaresOf(state);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    rollingMoments(input, i, end, n, state);
    const count = end - i;
    const target = output + (<usize>i << 3);
    const perLanes = f64x2.splat(per);
    const scaleLanes = f64x2.splat(scale);
    let k = 0;
    for (; k + 2 <= count; k += 2) {
      const o = <usize>k << 3;
      v128.store(target + o, f64x2.mul(f64x2.sqrt(f64x2.mul(v128.load(squares + o), perLanes)), scaleLanes));
    }
    if (k < count) put(target, k, Math.sqrt(at(squares, k) * per) * scale);
    i = end;
  }
  return OK;
}

/**
 * How many standard deviations the newest value is away from the mean of the last n, itself included.
 *
 * out[i] = (x[i] − mean) / √(Σ (x − mean)² / (n − ddof)).
 * Look-back: n − 1. Degenerate: a flat window gives NaN. NaN: a non-finite value inside the window gives NaN until it has
 * left. State: MOMENTS_BYTES.
 * @returns OK, or BAD_PARAMETER when n ≤ ddof or ddof is neither 0 nor 1
 */
export function zScore(input: usize, output: usize, from: i32, to: i32, n: i32, ddof: i32, state: usize): i32 {
  if (ddof < 0 || ddof > 1 || n <= ddof) return BAD_PARAMETER;
  const per = 1.0 / <f64>(n - ddof);
  const means = meansOf(state);
  const squares = squaresOf(state);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    rollingMoments(input, i, end, n, state);
    for (let k = 0; k < end - i; k++) {
      const s = at(squares, k);
      put(output, i + k, s == 0 ? NaN : (at(input, i + k) - at(means, k)) / Math.sqrt(s * per));
    }
    i = end;
  }
  return OK;
}

/**
 * Bollinger bands: the mean of the last n values and k population standard deviations above and below it.
 *
 * middle = mean, upper = middle + k·σ, lower = middle − k·σ, σ = √(Σ (x − mean)² / n).
 * Look-back: n − 1. Degenerate: a flat window gives three equal bands. NaN: a non-finite value inside the window gives NaN
 * until it has left. State: MOMENTS_BYTES.
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: Bollinger 2001; TA-Lib ta_BBANDS.c.
 */
export function bollinger(
  input: usize,
  upper: usize,
  middle: usize,
  lower: usize,
  from: i32,
  to: i32,
  n: i32,
  k: f64,
  state: usize,
): i32 {
  if (n < 1) return BAD_PARAMETER;
  const per = 1.0 / <f64>n;
  const means = meansOf(state);
  const squares = squaresOf(state);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    rollingMoments(input, i, end, n, state);
    const count = end - i;
    const base = <usize>i << 3;
    const perLanes = f64x2.splat(per);
    const kLanes = f64x2.splat(k);
    let j = 0;
    for (; j + 2 <= count; j += 2) {
      const o = <usize>j << 3;
      const mean = v128.load(means + o);
      const reach = f64x2.mul(f64x2.sqrt(f64x2.mul(v128.load(squares + o), perLanes)), kLanes);
      v128.store(upper + base + o, f64x2.add(mean, reach));
      v128.store(middle + base + o, mean);
      v128.store(lower + base + o, f64x2.sub(mean, reach));
    }
    if (j < count) {
      const mean = at(means, j);
      const reach = Math.sqrt(at(squares, j) * per) * k;
      put(upper, i + j, mean + reach);
      put(middle, i + j, mean);
      put(lower, i + j, mean - reach);
    }
    i = end;
  }
  return OK;
}

/**
 * Where the price stands in its bands, and how wide they are.
 *
 * width = (upper − lower)/middle, a fraction; position = (x − lower)/(upper − lower), 0 at the lower band, 1 at the upper.
 * Look-back: that of the bands. Degenerate: a middle of 0 gives width NaN, a flat band gives position NaN. NaN: as the
 * bands. State: none.
 * @returns OK
 * Source: Bollinger 2001.
 */
export function bandShape(
  input: usize,
  upper: usize,
  middle: usize,
  lower: usize,
  width: usize,
  position: usize,
  from: i32,
  to: i32,
  state: usize,
): i32 {
  for (let i = from; i < to; i++) {
    const bottom = at(lower, i);
    const spread = at(upper, i) - bottom;
    const centre = at(middle, i);
    put(width, i, centre == 0 ? NaN : spread / centre);
    put(position, i, spread == 0 ? NaN : (at(input, i) - bottom) / spread);
  }
  return OK;
}
