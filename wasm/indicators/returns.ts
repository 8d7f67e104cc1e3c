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
  for (; i < to; i++) {
    const x = at(input, i);
    const before = at(input, i - n);
    let value: f64 = NaN;
    if (finite(x) && finite(before)) value = before == 0 ? zero : scale * (x / before - 1.0);
    put(output, i, value);
  }
  return OK;
}

/** Quotient of two columns; a denominator of 0 gives NaN, and so does a NaN in either. Look-back 0, no state. */
export function quotient(numerator: usize, denominator: usize, output: usize, from: i32, to: i32, state: usize): i32 {
  for (let i = from; i < to; i++) {
    const d = at(denominator, i);
    put(output, i, d == 0 || !finite(d) ? NaN : at(numerator, i) / d);
  }
  return OK;
}
