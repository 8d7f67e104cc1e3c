import { ANCHOR, BAD_PARAMETER, OK, allFinite, at, blockEnd, finite, put } from './column';

// Rolling sums of two columns, for blocks of at most 1024 bars:
//
//   state + 0    i32 finite run of both
//   state + 8    shifts Kx, Ky             (2 × f64, lanes)
//   state + 24   sums of x − Kx, y − Ky    (2 × f64, lanes)
//   state + 40   Sxx, Syy                  (2 × f64, lanes)
//   state + 56   2·Sxy                     (f64)
//   state + 64   floors of Sxx and Syy     (2 × f64, lanes)
//   state + 96   2·Sxy of each bar of the block; NaN where there is none
//   state + 8288 Sxx·Syy of each bar of the block
//
// Steps and fresh starts as in rolling-moments.ts, for both columns at once.

/** Bytes of state and scratch. */
export const CO_MOVEMENT_BYTES: usize = 96 + 2 * 8192;

const FLOOR: f64 = 1e-4;

function anchorSums(xs: usize, ys: usize, i: i32, n: i32, state: usize): void {
  const kx = at(xs, i);
  const ky = at(ys, i);
  let sx: f64 = 0;
  let sy: f64 = 0;
  let flatX = true;
  let flatY = true;
  for (let j = i - n + 1; j <= i; j++) {
    const dx = at(xs, j) - kx;
    const dy = at(ys, j) - ky;
    sx += dx;
    sy += dy;
    flatX = flatX && dx == 0;
    flatY = flatY && dy == 0;
  }
  const mx = sx / <f64>n;
  const my = sy / <f64>n;
  let xx: f64 = 0;
  let yy: f64 = 0;
  let xy: f64 = 0;
  for (let j = i - n + 1; j <= i; j++) {
    const dx = at(xs, j) - kx - mx;
    const dy = at(ys, j) - ky - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  store<f64>(state, kx, 8);
  store<f64>(state, ky, 16);
  store<f64>(state, sx, 24);
  store<f64>(state, sy, 32);
  store<f64>(state, flatX ? 0 : xx, 40);
  store<f64>(state, flatY ? 0 : yy, 48);
  store<f64>(state, flatX || flatY ? 0 : xy + xy, 56);
  store<f64>(state, flatX ? 0 : xx * FLOOR, 64);
  store<f64>(state, flatY ? 0 : yy * FLOOR, 72);
}

function rollingSums(xs: usize, ys: usize, from: i32, to: i32, n: i32, state: usize): void {
  const cross = state + 96;
  const product = state + 96 + 8192;
  const inverse = f64x2.splat(1.0 / <f64>n);
  let run = load<i32>(state);
  let shift = v128.load(state, 8);
  let sum = v128.load(state, 24);
  let squares = v128.load(state, 40);
  let both = load<f64>(state, 56);
  let floor = v128.load(state, 64);
  let mean = f64x2.mul(sum, inverse);
  const whole = run >= n && allFinite(xs, from, to) && allFinite(ys, from, to);
  for (let i = from; i < to; i++) {
    if (!whole) {
      run = finite(at(xs, i)) && finite(at(ys, i)) ? run + 1 : 0;
      if (run < n) {
        put(cross, i - from, NaN);
        put(product, i - from, NaN);
        continue;
      }
    }
    let fresh = (i & (ANCHOR - 1)) == 0 || (!whole && run == n);
    if (!fresh) {
      const o = <usize>i << 3;
      const old = <usize>(i - n) << 3;
      const now = f64x2.replace_lane(v128.load64_zero(xs + o), 1, load<f64>(ys + o));
      const oldest = f64x2.replace_lane(v128.load64_zero(xs + old), 1, load<f64>(ys + old));
      const change = f64x2.sub(now, oldest);
      const before = mean;
      sum = f64x2.add(sum, change);
      mean = f64x2.mul(sum, inverse);
      const reach = f64x2.sub(
        f64x2.add(f64x2.sub(now, shift), f64x2.sub(oldest, shift)),
        f64x2.add(mean, before),
      );
      squares = f64x2.add(squares, f64x2.mul(change, reach));
      const swapped = v128.shuffle<u64>(reach, reach, 1, 0);
      const parts = f64x2.mul(change, swapped);
      both += f64x2.extract_lane(parts, 0) + f64x2.extract_lane(parts, 1);
      fresh = !i64x2.all_true(f64x2.gt(squares, floor));
    }
    if (fresh) {
      anchorSums(xs, ys, i, n, state);
      shift = v128.load(state, 8);
      sum = v128.load(state, 24);
      squares = v128.load(state, 40);
      both = load<f64>(state, 56);
      floor = v128.load(state, 64);
      mean = f64x2.mul(sum, inverse);
    } else {
      floor = f64x2.pmax(floor, f64x2.mul(squares, f64x2.splat(FLOOR)));
    }
    put(cross, i - from, both);
    put(product, i - from, f64x2.extract_lane(squares, 0) * f64x2.extract_lane(squares, 1));
  }
  if (whole) run += to - from;
  store<i32>(state, run);
  v128.store(state, shift, 8);
  v128.store(state, sum, 24);
  v128.store(state, squares, 40);
  store<f64>(state, both, 56);
  v128.store(state, floor, 64);
}

/**
 * Pearson correlation of the last n pairs, −1 to 1.
 *
 * out[i] = Sxy/√(Sxx·Syy), sums about the window's means.
 * Look-back: n − 1. Degenerate: a flat x or y gives NaN. NaN: a non-finite value of either inside the window gives NaN until
 * it has left. State: CO_MOVEMENT_BYTES.
 * @returns OK, or BAD_PARAMETER when n < 2
 */
export function correlation(
  xs: usize,
  ys: usize,
  output: usize,
  from: i32,
  to: i32,
  n: i32,
  state: usize,
): i32 {
  if (n < 2) return BAD_PARAMETER;
  const cross = state + 96;
  const product = state + 96 + 8192;
  const half = f64x2.splat(0.5);
  const one = f64x2.splat(1);
  const minusOne = f64x2.splat(-1);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    rollingSums(xs, ys, i, end, n, state);
    // Scratch has room for a pair at its end: an odd last bar is computed as half of one.
    const count = end - i;
    const target = output + (<usize>i << 3);
    for (let k = 0; k < count; k += 2) {
      const o = <usize>k << 3;
      const r = f64x2.div(f64x2.mul(v128.load(cross + o), half), f64x2.sqrt(v128.load(product + o)));
      // pmax and pmin keep their first argument where it is NaN.
      const bounded = f64x2.pmin(f64x2.pmax(r, minusOne), one);
      if (k + 1 < count) v128.store(target + o, bounded);
      else store<f64>(target + o, f64x2.extract_lane(bounded, 0));
    }
    i = end;
  }
  return OK;
}

/**
 * Ordinary least squares of y on x over the last n pairs: y = alpha + beta·x, the newest residual, and its z.
 *
 * beta = Sxy/Sxx, alpha = mean y − beta·mean x, residual = y − alpha − beta·x at bar i, z = residual / √(SSE/(n−1)): the mean
 * of the residuals is 0. Each window is computed afresh in two passes.
 * Look-back: n − 1. Degenerate: a flat x gives NaN everywhere; a perfect fit (SSE ≤ 1e-24·SST) gives z NaN. NaN: a
 * non-finite value of either inside the window gives NaN until it has left. State: 8 bytes (i32 finite run of both).
 * @returns OK, or BAD_PARAMETER when n < 2
 */
export function rollingOls(
  ys: usize,
  xs: usize,
  alphaOut: usize,
  betaOut: usize,
  residualOut: usize,
  zOut: usize,
  from: i32,
  to: i32,
  n: i32,
  state: usize,
): i32 {
  if (n < 2) return BAD_PARAMETER;
  let run = load<i32>(state);
  const count = <f64>n;
  for (let i = from; i < to; i++) {
    run = finite(at(xs, i)) && finite(at(ys, i)) ? run + 1 : 0;
    let alpha: f64 = NaN;
    let beta: f64 = NaN;
    let residual: f64 = NaN;
    let z: f64 = NaN;
    if (run >= n) {
      const kx = at(xs, i);
      const ky = at(ys, i);
      let sx: f64 = 0;
      let sy: f64 = 0;
      let flat = true;
      for (let j = i - n + 1; j <= i; j++) {
        const dx = at(xs, j) - kx;
        sx += dx;
        sy += at(ys, j) - ky;
        flat = flat && dx == 0;
      }
      if (!flat) {
        const mx = sx / count;
        const my = sy / count;
        let xx: f64 = 0;
        let yy: f64 = 0;
        let xy: f64 = 0;
        for (let j = i - n + 1; j <= i; j++) {
          const dx = at(xs, j) - kx - mx;
          const dy = at(ys, j) - ky - my;
          xx += dx * dx;
          yy += dy * dy;
          xy += dx * dy;
        }
        beta = xy / xx;
        alpha = ky + my - beta * (kx + mx);
        residual = beta * mx - my;
        let sse: f64 = 0;
        for (let j = i - n + 1; j <= i; j++) {
          const e = at(ys, j) - ky - my - beta * (at(xs, j) - kx - mx);
          sse += e * e;
        }
        if (sse > 1e-24 * yy) z = residual / Math.sqrt(sse / (count - 1.0));
      }
    }
    put(alphaOut, i, alpha);
    put(betaOut, i, beta);
    put(residualOut, i, residual);
    put(zOut, i, z);
  }
  store<i32>(state, run);
  return OK;
}
