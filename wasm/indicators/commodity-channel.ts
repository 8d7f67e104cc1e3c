import { ANCHOR, BAD_PARAMETER, OK, allFinite, at, finite, put } from './column';

// Scratch after 16 bytes of state (i32 finite run): typical prices, n − 1 carried over and up to 1024 new ones.

/** The definition at cell k, about the newest price: exact on flat windows and on tiny moves. */
function careful(prices: usize, k: i32, n: i32): f64 {
  const shift = at(prices, k);
  let sum: f64 = 0;
  let flat = true;
  for (let j = k - n + 1; j <= k; j++) {
    const d = at(prices, j) - shift;
    sum += d;
    flat = flat && d == 0;
  }
  if (flat) return 0;
  const mean = sum / <f64>n;
  let deviation: f64 = 0;
  for (let j = k - n + 1; j <= k; j++) deviation += Math.abs(at(prices, j) - shift - mean);
  return (0 - mean) / ((0.015 * deviation) / <f64>n);
}

/**
 * Commodity channel index: distance of the typical price from its mean, in units of 0.015 mean absolute deviations.
 *
 * TP = (high + low + close)/3; out = (TP − mean)/(0.015·mean|TP − mean|) over the last n bars.
 * Look-back: n − 1. Degenerate: a window of equal typical prices gives 0. NaN: a non-finite typical price inside the window
 * gives NaN until it has left. State: 16 bytes, then (n + 1024 + 2)·8 of scratch.
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: Lambert 1980; TA-Lib ta_CCI.c.
 */
export function cci(
  high: usize,
  low: usize,
  close: usize,
  output: usize,
  from: i32,
  to: i32,
  n: i32,
  state: usize,
): i32 {
  if (n < 1) return BAD_PARAMETER;
  const back = n - 1;
  const prices = state + 16;
  const now = prices + (<usize>back << 3);
  const inverse = 1.0 / <f64>n;
  const third = f64x2.splat(3);
  let run = load<i32>(state);
  for (let i = from; i < to; i += ANCHOR) {
    const end = min(to, i + ANCHOR);
    const count = end - i;
    const base = <usize>i << 3;
    let k = 0;
    for (; k + 2 <= count; k += 2) {
      const o = base + (<usize>k << 3);
      const sum = f64x2.add(f64x2.add(v128.load(high + o), v128.load(low + o)), v128.load(close + o));
      v128.store(now + (<usize>k << 3), f64x2.div(sum, third));
    }
    if (k < count) put(now, k, (at(high, i + k) + at(low, i + k) + at(close, i + k)) / 3.0);
    k = 0;
    if (run >= back && allFinite(now, 0, count)) {
      run += count;
      for (; k + 8 <= count; k += 8) eightBars(prices + (<usize>k << 3), output + (<usize>(i + k) << 3), n, inverse);
      for (; k < count; k++) put(output, i + k, oneBar(prices, back + k, n, inverse));
    } else {
      for (; k < count; k++) {
        run = finite(at(now, k)) ? run + 1 : 0;
        put(output, i + k, run < n ? NaN : oneBar(prices, back + k, n, inverse));
      }
    }
    memory.copy(prices, prices + (<usize>count << 3), <usize>back << 3);
  }
  store<i32>(state, run);
  return OK;
}

// @ts-ignore: decorator
@inline
function quiet(mean: f64, deviation: f64): bool {
  // Where the deviations are a millionth of the price, rounding of the mean would show.
  return !(deviation * 1e6 > Math.abs(mean));
}

function oneBar(prices: usize, k: i32, n: i32, inverse: f64): f64 {
  let sum: f64 = 0;
  for (let j = k - n + 1; j <= k; j++) sum += at(prices, j);
  const mean = sum * inverse;
  let deviation: f64 = 0;
  for (let j = k - n + 1; j <= k; j++) deviation += Math.abs(at(prices, j) - mean);
  deviation *= inverse;
  if (quiet(mean, deviation)) return careful(prices, k, n);
  return (at(prices, k) - mean) / (deviation * 0.015);
}

/** Eight bars in lanes, each the same operations in the same order as `oneBar`. `window` starts with the first bar's oldest price. */
// @ts-ignore: decorator
@inline
function eightBars(window: usize, output: usize, n: i32, inverse: f64): void {
  const zero = f64x2.splat(0);
  let a = zero;
  let b = zero;
  let c = zero;
  let d = zero;
  const end = window + (<usize>n << 3);
  for (let p = window; p < end; p += 8) {
    a = f64x2.add(a, v128.load(p));
    b = f64x2.add(b, v128.load(p, 16));
    c = f64x2.add(c, v128.load(p, 32));
    d = f64x2.add(d, v128.load(p, 48));
  }
  const lanes = f64x2.splat(inverse);
  const meanA = f64x2.mul(a, lanes);
  const meanB = f64x2.mul(b, lanes);
  const meanC = f64x2.mul(c, lanes);
  const meanD = f64x2.mul(d, lanes);
  a = zero;
  b = zero;
  c = zero;
  d = zero;
  for (let p = window; p < end; p += 8) {
    a = f64x2.add(a, f64x2.abs(f64x2.sub(v128.load(p), meanA)));
    b = f64x2.add(b, f64x2.abs(f64x2.sub(v128.load(p, 16), meanB)));
    c = f64x2.add(c, f64x2.abs(f64x2.sub(v128.load(p, 32), meanC)));
    d = f64x2.add(d, f64x2.abs(f64x2.sub(v128.load(p, 48), meanD)));
  }
  let loud = distances(end - 8, output, meanA, f64x2.mul(a, lanes));
  loud = v128.and(loud, distances(end + 8, output + 16, meanB, f64x2.mul(b, lanes)));
  loud = v128.and(loud, distances(end + 24, output + 32, meanC, f64x2.mul(c, lanes)));
  loud = v128.and(loud, distances(end + 40, output + 48, meanD, f64x2.mul(d, lanes)));
  if (!i64x2.all_true(loud)) {
    for (let k = 0; k < 8; k++) put(output, k, oneBar(window, n - 1 + k, n, inverse));
  }
}

/** Writes two bars; @returns lanes that are set where the bar isn't `quiet` */
// @ts-ignore: decorator
@inline
function distances(prices: usize, output: usize, mean: v128, deviation: v128): v128 {
  const distance = f64x2.sub(v128.load(prices), mean);
  v128.store(output, f64x2.div(distance, f64x2.mul(deviation, f64x2.splat(0.015))));
  return f64x2.gt(f64x2.mul(deviation, f64x2.splat(1e6)), f64x2.abs(mean));
}
