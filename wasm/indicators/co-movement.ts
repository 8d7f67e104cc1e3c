import { ANCHOR, BAD_PARAMETER, OK, at, blockEnd, finite, put } from './column';
import { CELL, groupsEnd, high, pairSum, seed, stepSum, value } from './recurrence';
import { FLOOR, SHORTEST } from './rolling-moments';

// Rolling sums of two columns, for blocks of at most 1024 bars:
//
//   state + 0     i32 finite run of both
//   state + 8     f64 shifts Kx, Ky
//   state + 24    f64 largest Sxx and Syy since the anchor
//   state + 40    f64 the same before the group of four bars at hand
//   state + 64    cells of Σ (x − Kx), Σ (y − Ky), Sxx, Syy, 2·Sxy
//   state + 320   2·Sxy of each bar of the block; NaN where there is none
//   state + 8512  Sxx·Syy of each bar of the block
//
// Steps and fresh starts as in rolling-moments.ts, for both columns at once.

/** Bytes of state and scratch. */
export const CO_MOVEMENT_BYTES: usize = 320 + 2 * 8192;

// @ts-ignore: decorator
@inline
function cell(state: usize, k: i32): usize {
  return state + 64 + <usize>k * CELL;
}

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
  if (flatX) xx = 0;
  if (flatY) yy = 0;
  store<f64>(state, kx, 8);
  store<f64>(state, ky, 16);
  for (let k: usize = 24; k <= 40; k += 16) {
    store<f64>(state + k, xx);
    store<f64>(state + k, yy, 8);
  }
  seed(cell(state, 0), sx);
  seed(cell(state, 1), sy);
  seed(cell(state, 2), xx);
  seed(cell(state, 3), yy);
  seed(cell(state, 4), flatX || flatY ? 0 : xy + xy);
}

function rollingSums(xs: usize, ys: usize, from: i32, to: i32, n: i32, state: usize): void {
  const cross = state + 320;
  const product = state + 320 + 8192;
  const inverse = 1.0 / <f64>n;
  let run = load<i32>(state);
  let careful = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    // A block's first group, which starts from the anchor, is left to the bar-by-bar part.
    if (n >= SHORTEST && i >= careful && end > i && run >= n && (i & (ANCHOR - 1)) != 0) {
      if (sumGroups(xs, ys, i, end, n, state, i - from)) {
        run += end - i;
        i = end;
        continue;
      }
      careful = end;
    }
    const x = at(xs, i);
    const y = at(ys, i);
    run = finite(x) && finite(y) ? run + 1 : 0;
    if (run < n) {
      put(cross, i - from, NaN);
      put(product, i - from, NaN);
      i++;
      continue;
    }
    if ((i & 3) == 0) {
      store<f64>(state, load<f64>(state, 24), 40);
      store<f64>(state, load<f64>(state, 32), 48);
    }
    let fresh = n < SHORTEST || run == n || (i & (ANCHOR - 1)) == 0;
    if (!fresh) {
      const kx = load<f64>(state, 8);
      const ky = load<f64>(state, 16);
      const oldX = at(xs, i - n);
      const oldY = at(ys, i - n);
      const changeX = x - oldX;
      const changeY = y - oldY;
      const beforeX = value(cell(state, 0)) * inverse;
      const beforeY = value(cell(state, 1)) * inverse;
      const meanX = stepSum(cell(state, 0), i, changeX) * inverse;
      const meanY = stepSum(cell(state, 1), i, changeY) * inverse;
      const reachX = x - kx + (oldX - kx) - (meanX + beforeX);
      const reachY = y - ky + (oldY - ky) - (meanY + beforeY);
      const xx = stepSum(cell(state, 2), i, changeX * reachX);
      const yy = stepSum(cell(state, 3), i, changeY * reachY);
      stepSum(cell(state, 4), i, changeX * reachY + changeY * reachX);
      fresh = !(xx > load<f64>(state, 40) * FLOOR && yy > load<f64>(state, 48) * FLOOR);
      if (xx > load<f64>(state, 24)) store<f64>(state, xx, 24);
      if (yy > load<f64>(state, 32)) store<f64>(state, yy, 32);
    }
    if (fresh) anchorSums(xs, ys, i, n, state);
    put(cross, i - from, value(cell(state, 4)));
    put(product, i - from, value(cell(state, 2)) * value(cell(state, 3)));
    i++;
  }
  store<i32>(state, run);
}

/**
 * Whole groups of one block, to scratch from cell `first` on.
 * @returns false where a value isn't finite or sums must be computed afresh; the state is as it was then
 */
function sumGroups(xs: usize, ys: usize, from: i32, to: i32, n: i32, state: usize, first: i32): bool {
  const inverse = f64x2.splat(1.0 / <f64>n);
  const part = f64x2.splat(FLOOR);
  const kx = f64x2.splat(load<f64>(state, 8));
  const ky = f64x2.splat(load<f64>(state, 16));
  const back = <usize>n << 3;
  let sumX = f64x2.splat(value(cell(state, 0)));
  let sumY = f64x2.splat(value(cell(state, 1)));
  let xx = f64x2.splat(value(cell(state, 2)));
  let yy = f64x2.splat(value(cell(state, 3)));
  let xy = f64x2.splat(value(cell(state, 4)));
  let peakX = f64x2.splat(load<f64>(state, 24));
  let peakY = f64x2.splat(load<f64>(state, 32));
  let meanX = f64x2.mul(sumX, inverse);
  let meanY = f64x2.mul(sumY, inverse);
  let sound = i64x2.splat(-1);
  let cross = state + 320 + (<usize>first << 3);
  let o = <usize>from << 3;
  const end = <usize>to << 3;
  for (; o < end; o += 32) {
    const floorX = f64x2.mul(peakX, part);
    const floorY = f64x2.mul(peakY, part);

    const x = v128.load(xs + o);
    const x2 = v128.load(xs + o, 16);
    const oldX = v128.load(xs + o - back);
    const oldX2 = v128.load(xs + o - back, 16);
    const cx = f64x2.sub(x, oldX);
    const cx2 = f64x2.sub(x2, oldX2);
    const ax = pairSum(cx);
    const sx = f64x2.add(f64x2.add(pairSum(cx2), high(ax)), sumX);
    const mx = f64x2.mul(f64x2.add(ax, sumX), inverse);
    const mx2 = f64x2.mul(sx, inverse);
    const rx = f64x2.sub(
      f64x2.add(f64x2.sub(x, kx), f64x2.sub(oldX, kx)),
      f64x2.add(mx, v128.shuffle<u64>(meanX, mx, 1, 2)),
    );
    const rx2 = f64x2.sub(
      f64x2.add(f64x2.sub(x2, kx), f64x2.sub(oldX2, kx)),
      f64x2.add(mx2, v128.shuffle<u64>(mx, mx2, 1, 2)),
    );
    sumX = high(sx);
    meanX = mx2;

    const y = v128.load(ys + o);
    const y2 = v128.load(ys + o, 16);
    const oldY = v128.load(ys + o - back);
    const oldY2 = v128.load(ys + o - back, 16);
    const cy = f64x2.sub(y, oldY);
    const cy2 = f64x2.sub(y2, oldY2);
    const ay = pairSum(cy);
    const sy = f64x2.add(f64x2.add(pairSum(cy2), high(ay)), sumY);
    const my = f64x2.mul(f64x2.add(ay, sumY), inverse);
    const my2 = f64x2.mul(sy, inverse);
    const ry = f64x2.sub(
      f64x2.add(f64x2.sub(y, ky), f64x2.sub(oldY, ky)),
      f64x2.add(my, v128.shuffle<u64>(meanY, my, 1, 2)),
    );
    const ry2 = f64x2.sub(
      f64x2.add(f64x2.sub(y2, ky), f64x2.sub(oldY2, ky)),
      f64x2.add(my2, v128.shuffle<u64>(my, my2, 1, 2)),
    );
    sumY = high(sy);
    meanY = my2;

    const px = pairSum(f64x2.mul(cx, rx));
    const xx1 = f64x2.add(px, xx);
    const xx2 = f64x2.add(f64x2.add(pairSum(f64x2.mul(cx2, rx2)), high(px)), xx);
    const py = pairSum(f64x2.mul(cy, ry));
    const yy1 = f64x2.add(py, yy);
    const yy2 = f64x2.add(f64x2.add(pairSum(f64x2.mul(cy2, ry2)), high(py)), yy);
    const pxy = pairSum(f64x2.add(f64x2.mul(cx, ry), f64x2.mul(cy, rx)));
    const xy1 = f64x2.add(pxy, xy);
    const both = f64x2.add(f64x2.mul(cx2, ry2), f64x2.mul(cy2, rx2));
    const xy2 = f64x2.add(f64x2.add(pairSum(both), high(pxy)), xy);

    sound = v128.and(sound, v128.and(f64x2.gt(xx1, floorX), f64x2.gt(xx2, floorX)));
    sound = v128.and(sound, v128.and(f64x2.gt(yy1, floorY), f64x2.gt(yy2, floorY)));
    peakX = f64x2.pmax(peakX, f64x2.pmax(xx1, xx2));
    peakX = f64x2.pmax(peakX, v128.shuffle<u64>(peakX, peakX, 1, 0));
    peakY = f64x2.pmax(peakY, f64x2.pmax(yy1, yy2));
    peakY = f64x2.pmax(peakY, v128.shuffle<u64>(peakY, peakY, 1, 0));

    v128.store(cross, xy1);
    v128.store(cross, xy2, 16);
    v128.store(cross, f64x2.mul(xx1, yy1), 8192);
    v128.store(cross, f64x2.mul(xx2, yy2), 8208);
    xx = high(xx2);
    yy = high(yy2);
    xy = high(xy2);
    cross += 32;
  }
  if (!i64x2.all_true(sound)) return false;
  store<f64>(cell(state, 0), f64x2.extract_lane(sumX, 0));
  store<f64>(cell(state, 1), f64x2.extract_lane(sumY, 0));
  store<f64>(cell(state, 2), f64x2.extract_lane(xx, 0));
  store<f64>(cell(state, 3), f64x2.extract_lane(yy, 0));
  store<f64>(cell(state, 4), f64x2.extract_lane(xy, 0));
  store<f64>(state, f64x2.extract_lane(peakX, 0), 24);
  store<f64>(state, f64x2.extract_lane(peakY, 0), 32);
  return true;
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
  const cross = state + 320;
  const product = state + 320 + 8192;
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
