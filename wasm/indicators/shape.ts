import { BAD_PARAMETER, OK, at, finite, put } from './column';

// Third and fourth moments are computed afresh from each window, in two passes about its newest value: running sums of
// cubes and fourth powers would lose the digits the quotient needs.

// @ts-ignore: decorator
@inline
function windowShape(input: usize, i: i32, n: i32, fourth: bool, correction: i32): f64 {
  const shift = at(input, i);
  let sum: f64 = 0;
  let flat = true;
  for (let j = i - n + 1; j <= i; j++) {
    const d = at(input, j) - shift;
    sum += d;
    flat = flat && d == 0;
  }
  if (flat) return NaN;
  const count = <f64>n;
  const mean = sum / count;
  let second: f64 = 0;
  let higher: f64 = 0;
  for (let j = i - n + 1; j <= i; j++) {
    const d = at(input, j) - shift - mean;
    const square = d * d;
    second += square;
    higher += fourth ? square * square : square * d;
  }
  second /= count;
  higher /= count;
  if (!fourth) {
    const g1 = higher / (second * Math.sqrt(second));
    return correction != 0 ? (g1 * Math.sqrt(count * (count - 1.0))) / (count - 2.0) : g1;
  }
  const pearson = higher / (second * second);
  if (correction == 0) return pearson;
  return ((count - 1.0) / ((count - 2.0) * (count - 3.0))) * ((count + 1.0) * (pearson - 3.0) + 6.0);
}

/**
 * Skewness of the last n values: below 0 a longer tail of falls, above 0 of rises.
 *
 * g1 = m3/m2^1.5 (correction 0) or the adjusted Fisher–Pearson G1 = g1·√(n(n−1))/(n−2) (correction 1).
 * Look-back: n − 1. Degenerate: a flat window gives NaN. NaN: a non-finite value inside the window gives NaN until it has
 * left. State: 8 bytes (i32 finite run).
 * @returns OK, or BAD_PARAMETER when n < 2, or n < 3 with correction
 * Source: Joanes & Gill 1998; pandas rolling.skew.
 */
export function skewness(input: usize, output: usize, from: i32, to: i32, n: i32, correction: i32, state: usize): i32 {
  if (n < 2 + (correction != 0 ? 1 : 0)) return BAD_PARAMETER;
  let run = load<i32>(state);
  for (let i = from; i < to; i++) {
    run = finite(at(input, i)) ? run + 1 : 0;
    put(output, i, run < n ? NaN : windowShape(input, i, n, false, correction));
  }
  store<i32>(state, run);
  return OK;
}

/**
 * Kurtosis of the last n values: how heavy the tails are.
 *
 * Pearson m4/m2², 3 for a normal distribution (correction 0), or the sample excess G2, 0 for a normal one (correction 1).
 * Look-back: n − 1. Degenerate: a flat window gives NaN. NaN: a non-finite value inside the window gives NaN until it has
 * left. State: 8 bytes (i32 finite run).
 * @returns OK, or BAD_PARAMETER when n < 2, or n < 4 with correction
 * Source: Joanes & Gill 1998; pandas rolling.kurt.
 */
export function kurtosis(input: usize, output: usize, from: i32, to: i32, n: i32, correction: i32, state: usize): i32 {
  if (n < 2 + (correction != 0 ? 2 : 0)) return BAD_PARAMETER;
  let run = load<i32>(state);
  for (let i = from; i < to; i++) {
    run = finite(at(input, i)) ? run + 1 : 0;
    put(output, i, run < n ? NaN : windowShape(input, i, n, true, correction));
  }
  store<i32>(state, run);
  return OK;
}
