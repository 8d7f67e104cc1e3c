import { ANCHOR, allFinite, at, finite, put } from './column';

// Mean and sum of squared deviations of the last n values, for one block of at most 1024 bars:
//
//   state + 0    i32 finite run
//   state + 8    f64 shift K, the newest value at the anchor
//   state + 16   f64 s  = Σ (x − K)
//   state + 24   f64 M  = Σ (x − mean)²
//   state + 32   f64 floor = 1e-4 · the largest M since the anchor
//   state + 64   mean of each bar of the block (1024 × f64)
//   state + 8256 M of each bar of the block (1024 × f64)
//
// A step exchanges the oldest value o for x: s += x − o, M += (x − o)·((x − mean') + (o − mean)). Sums are computed afresh
// from the window at every 1024th bar, when a window becomes complete, and whenever M falls below its floor: after a
// large move has left the window, what it left behind in the sums must not outweigh what is in it.

/** Bytes of state and scratch. */
export const MOMENTS_BYTES: usize = 64 + 2 * 8192;
// @ts-ignore: decorator
@inline
export function meansOf(state: usize): usize {
  return state + 64;
}
// @ts-ignore: decorator
@inline
export function squaresOf(state: usize): usize {
  return state + 64 + 8192;
}

const FLOOR: f64 = 1e-4;

/** Two passes over the window that ends at bar i. M is 0 exactly when all n values are equal, and only then. */
function anchorMoments(input: usize, i: i32, n: i32, state: usize): void {
  const shift = at(input, i);
  let sum: f64 = 0;
  let flat = true;
  for (let j = i - n + 1; j <= i; j++) {
    const d = at(input, j) - shift;
    sum += d;
    flat = flat && d == 0;
  }
  const mean = sum / <f64>n;
  let squares: f64 = 0;
  if (!flat) {
    for (let j = i - n + 1; j <= i; j++) {
      const d = at(input, j) - shift - mean;
      squares += d * d;
    }
    // Squares of tiny prices can vanish; the window still isn't flat.
    if (squares == 0) squares = f64.MIN_VALUE;
  }
  store<f64>(state, shift, 8);
  store<f64>(state, sum, 16);
  store<f64>(state, squares, 24);
  store<f64>(state, squares * FLOOR, 32);
}

/**
 * Fills the scratch of `state` for bars [from, to) of one block: mean and sum of squared deviations, NaN where the window
 * is not complete.
 */
export function rollingMoments(input: usize, from: i32, to: i32, n: i32, state: usize): void {
  const means = meansOf(state);
  const squaresOut = squaresOf(state);
  const inverse = 1.0 / <f64>n;
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let sum = load<f64>(state, 16);
  let squares = load<f64>(state, 24);
  let floor = load<f64>(state, 32);
  let mean = sum * inverse;
  const whole = run >= n && allFinite(input, from, to);
  for (let i = from; i < to; i++) {
    const x = at(input, i);
    if (!whole) {
      run = finite(x) ? run + 1 : 0;
      if (run < n) {
        put(means, i - from, NaN);
        put(squaresOut, i - from, NaN);
        continue;
      }
    }
    let fresh = (i & (ANCHOR - 1)) == 0 || (!whole && run == n);
    if (!fresh) {
      const oldest = at(input, i - n);
      const change = x - oldest;
      const before = mean;
      sum += change;
      mean = sum * inverse;
      squares += change * (x - shift + (oldest - shift) - (mean + before));
      fresh = !(squares > floor);
    }
    if (fresh) {
      anchorMoments(input, i, n, state);
      shift = load<f64>(state, 8);
      sum = load<f64>(state, 16);
      squares = load<f64>(state, 24);
      floor = load<f64>(state, 32);
      mean = sum * inverse;
    } else {
      const next = squares * FLOOR;
      if (next > floor) floor = next;
    }
    put(means, i - from, shift + mean);
    put(squaresOut, i - from, squares);
  }
  if (whole) run += to - from;
  store<i32>(state, run);
  store<f64>(state, shift, 8);
  store<f64>(state, sum, 16);
  store<f64>(state, squares, 24);
  store<f64>(state, floor, 32);
}
