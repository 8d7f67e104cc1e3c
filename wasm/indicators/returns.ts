import { BAD_PARAMETER, OK, at, finite, put } from './column';

/**
 * Log return: ln(x[i] / x[i−1]).
 *
 * Look-back: 1. Degenerate: a price of 0 or below gives NaN. NaN: NaN where one of the two is not finite. State: none.
 * @returns OK
 */
export function logReturn(input: usize, output: usize, from: i32, to: i32, state: usize): i32 {
  for (let i = from; i < to; i++) {
    let value: f64 = NaN;
    if (i > 0) {
      const x = at(input, i);
      const before = at(input, i - 1);
      if (x > 0 && before > 0 && finite(x) && finite(before)) value = NativeMath.log(x / before);
    }
    put(output, i, value);
  }
  return OK;
}

/**
 * Rate of change over n bars: scale·(x[i]/x[i−n] − 1).
 *
 * Look-back: n. Degenerate: a denominator of 0 gives `zero`. NaN: NaN where one of the two ends is not finite; what lies
 * between doesn't matter. State: none.
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: TA-Lib ta_ROC.c (scale 100, zero 0).
 */
export function rateOfChange(
  input: usize,
  output: usize,
  from: i32,
  to: i32,
  n: i32,
  scale: f64,
  zero: f64,
  state: usize,
): i32 {
  if (n < 1) return BAD_PARAMETER;
  let i = from;
  for (; i < min(n, to); i++) put(output, i, NaN);
  const back = <usize>n << 3;
  let p = input + (<usize>i << 3);
  let q = output + (<usize>i << 3);
  const end = input + (<usize>to << 3);
  for (; p + 32 <= end; p += 32, q += 32) {
    v128.store(q, changes(v128.load(p), v128.load(p - back), scale, zero));
    v128.store(q, changes(v128.load(p, 16), v128.load(p - back, 16), scale, zero), 16);
  }
  for (; p < end; p += 8, q += 8) {
    const change = changes(f64x2.splat(load<f64>(p)), f64x2.splat(load<f64>(p - back)), scale, zero);
    store<f64>(q, f64x2.extract_lane(change, 0));
  }
  return OK;
}

/** Changes of two bars; NaN where an end is not finite. */
// @ts-ignore: decorator
@inline
function changes(x: v128, before: v128, scale: f64, zero: f64): v128 {
  const change = f64x2.mul(f64x2.splat(scale), f64x2.sub(f64x2.div(x, before), f64x2.splat(1)));
  const known = v128.bitselect(f64x2.splat(zero), change, f64x2.eq(before, f64x2.splat(0)));
  const hole = f64x2.mul(f64x2.add(f64x2.abs(x), f64x2.abs(before)), f64x2.splat(0));
  return f64x2.add(known, hole);
}

/** Quotient of two columns; a denominator of 0 gives NaN, and so does a NaN in either. Look-back 0, no state. */
export function quotient(numerator: usize, denominator: usize, output: usize, from: i32, to: i32, state: usize): i32 {
  for (let i = from; i < to; i++) {
    const d = at(denominator, i);
    put(output, i, d == 0 || !finite(d) ? NaN : at(numerator, i) / d);
  }
  return OK;
}
