import { ANCHOR, BAD_PARAMETER, OK, allFinite, at, blockEnd, finite, put } from './column';

/** Σ (x − shift) over the n values that end at bar i, oldest first. */
export function shiftedSum(input: usize, i: i32, n: i32, shift: f64): f64 {
  let sum: f64 = 0;
  for (let j = i - n + 1; j <= i; j++) sum += at(input, j) - shift;
  return sum;
}

// Two blocks side by side: each starts from its own anchor, so their sums don't wait for one another.
function smaTwoBlocks(input: usize, output: usize, first: i32, n: i32): void {
  const shiftA = at(input, first);
  const shiftB = at(input, first + ANCHOR);
  let sumA = shiftedSum(input, first, n, shiftA);
  let sumB = shiftedSum(input, first + ANCHOR, n, shiftB);
  const inverse = 1.0 / <f64>n;
  put(output, first, shiftA + sumA * inverse);
  put(output, first + ANCHOR, shiftB + sumB * inverse);
  const back = <usize>n << 3;
  let p = input + (<usize>(first + 1) << 3);
  let q = output + (<usize>(first + 1) << 3);
  const end = input + (<usize>(first + ANCHOR) << 3);
  for (; p < end; p += 8, q += 8) {
    sumA += load<f64>(p) - load<f64>(p - back);
    sumB += load<f64>(p, 8192) - load<f64>(p - back, 8192);
    store<f64>(q, shiftA + sumA * inverse);
    store<f64>(q, shiftB + sumB * inverse, 8192);
  }
}

/**
 * Simple moving average: the mean of the last n values.
 *
 * out[i] = (x[i−n+1] + … + x[i]) / n, as a running sum about a shift, started anew at every 1024th bar.
 * Look-back: n − 1. Degenerate: a flat window gives its value exactly. NaN: a non-finite value inside the window gives
 * NaN until it has left. State: 24 bytes (i32 finite run, f64 shift, f64 sum).
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function sma(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let sum = load<f64>(state, 16);
  const inverse = 1.0 / <f64>n;
  let i = from;
  while (i < to) {
    if (run >= n && (i & (ANCHOR - 1)) == 0 && i + 2 * ANCHOR < to && allFinite(input, i, i + 2 * ANCHOR)) {
      smaTwoBlocks(input, output, i, n);
      i += 2 * ANCHOR;
      run += 2 * ANCHOR;
      continue;
    }
    const end = blockEnd(i, to);
    if (run >= n && allFinite(input, i, end)) {
      run += end - i;
      if ((i & (ANCHOR - 1)) == 0) {
        shift = at(input, i);
        sum = shiftedSum(input, i, n, shift);
        put(output, i, shift + sum * inverse);
        i++;
      }
      for (; i < end; i++) {
        sum += at(input, i) - at(input, i - n);
        put(output, i, shift + sum * inverse);
      }
      continue;
    }
    for (; i < end; i++) {
      const x = at(input, i);
      run = finite(x) ? run + 1 : 0;
      if (run < n) {
        put(output, i, NaN);
        continue;
      }
      if (run == n || (i & (ANCHOR - 1)) == 0) {
        shift = x;
        sum = shiftedSum(input, i, n, shift);
      } else {
        sum += x - at(input, i - n);
      }
      put(output, i, shift + sum * inverse);
    }
  }
  store<i32>(state, run);
  store<f64>(state, shift, 8);
  store<f64>(state, sum, 16);
  return OK;
}

/**
 * Linearly weighted moving average: the newest of n values has weight n, the oldest 1.
 *
 * out[i] = Σ_{k=1..n} k·x[i−n+k] / (n(n+1)/2), as running sums about a shift, started anew at every 1024th bar.
 * Look-back: n − 1. Degenerate: a flat window gives its value exactly. NaN: a non-finite value inside the window gives
 * NaN until it has left. State: 32 bytes (i32 finite run, f64 shift, f64 sum, f64 weighted sum).
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function wma(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let sum = load<f64>(state, 16);
  let weighted = load<f64>(state, 24);
  const length = <f64>n;
  const inverse = 2.0 / (length * (length + 1.0));
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    const whole = run >= n && allFinite(input, i, end);
    for (; i < end; i++) {
      const x = at(input, i);
      run = whole || finite(x) ? run + 1 : 0;
      if (run < n) {
        put(output, i, NaN);
        continue;
      }
      if (run == n || (i & (ANCHOR - 1)) == 0) {
        shift = x;
        sum = 0;
        weighted = 0;
        for (let k = 1; k <= n; k++) {
          const d = at(input, i - n + k) - shift;
          sum += d;
          weighted += <f64>k * d;
        }
      } else {
        weighted += length * (x - shift) - sum;
        sum += x - at(input, i - n);
      }
      put(output, i, shift + weighted * inverse);
    }
  }
  store<i32>(state, run);
  store<f64>(state, shift, 8);
  store<f64>(state, sum, 16);
  store<f64>(state, weighted, 24);
  return OK;
}
