import { ANCHOR, at, finite, put } from './column';
import { CELL, groupsEnd, high, pairSum, seed, stepSum, value } from './recurrence';

// Mean and sum of squared deviations of the last n values, for one block of at most 1024 bars:
//
//   state + 0     i32 finite run
//   state + 8     f64 shift K, the newest value at the anchor
//   state + 16    cell of s = Σ (x − K)
//   state + 64    cell of M = Σ (x − mean)²
//   state + 112   f64 largest M since the anchor
//   state + 120   f64 the same before the group of four bars at hand
//   state + 128   mean of each bar of the block (1024 × f64)
//   state + 8320  M of each bar of the block (1024 × f64)
//
// A step exchanges the oldest value o for x: s += x − o, M += (x − o)·((x − mean') + (o − mean)). Sums are computed afresh
// from the window at every 1024th bar, when a window becomes complete, and whenever M falls to a ten-thousandth of its
// largest: after a large move has left the window, what it left behind in the sums must not outweigh what is in it.

/** Bytes of state and scratch. */
export const MOMENTS_BYTES: usize = 128 + 2 * 8192;
// @ts-ignore: decorator
@inline
export function meansOf(state: usize): usize {
  return state + 128;
}
// @ts-ignore: decorator
@inline
export function squaresOf(state: usize): usize {
  return state + 128 + 8192;
}

/** Of the largest M: where sums are computed afresh. */
export const FLOOR: f64 = 1e-4;

/**
 * Shorter windows are computed afresh at every bar: they can go from flat to flat between two looks at the largest M. The
 * looks are four bars apart, and a step from one price to another is in n − 1 windows.
 */
export const SHORTEST: i32 = 5;

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
  seed(state + 16, sum);
  seed(state + 16 + CELL, squares);
  store<f64>(state, squares, 112);
  store<f64>(state, squares, 120);
}

/**
 * Fills the scratch of `state` for bars [from, to) of one block: mean and sum of squared deviations, NaN where the window
 * is not complete.
 */
export function rollingMoments(input: usize, from: i32, to: i32, n: i32, state: usize): void {
  const sumCell = state + 16;
  const squaresCell = sumCell + CELL;
  const means = meansOf(state);
  const squaresOut = squaresOf(state);
  const inverse = 1.0 / <f64>n;
  let run = load<i32>(state);
  let careful = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    // A block's first group, which starts from the anchor, is left to the bar-by-bar part.
    if (n >= SHORTEST && i >= careful && end > i && run >= n && (i & (ANCHOR - 1)) != 0) {
      if (momentGroups(input, i, end, n, state, i - from)) {
        run += end - i;
        i = end;
        continue;
      }
      careful = end;
    }
    const x = at(input, i);
    run = finite(x) ? run + 1 : 0;
    if (run < n) {
      put(means, i - from, NaN);
      put(squaresOut, i - from, NaN);
      i++;
      continue;
    }
    if ((i & 3) == 0) store<f64>(state, load<f64>(state, 112), 120);
    let fresh = n < SHORTEST || run == n || (i & (ANCHOR - 1)) == 0;
    if (!fresh) {
      const shift = load<f64>(state, 8);
      const oldest = at(input, i - n);
      const change = x - oldest;
      const before = value(sumCell) * inverse;
      const mean = stepSum(sumCell, i, change) * inverse;
      const squares = stepSum(squaresCell, i, change * (x - shift + (oldest - shift) - (mean + before)));
      fresh = !(squares > load<f64>(state, 120) * FLOOR);
      if (squares > load<f64>(state, 112)) store<f64>(state, squares, 112);
    }
    if (fresh) anchorMoments(input, i, n, state);
    put(means, i - from, load<f64>(state, 8) + value(sumCell) * inverse);
    put(squaresOut, i - from, value(squaresCell));
    i++;
  }
  store<i32>(state, run);
}

/**
 * Whole groups of one block, to scratch from cell `cell` on.
 * @returns false where a value isn't finite or sums must be computed afresh; the state is as it was then
 */
function momentGroups(input: usize, from: i32, to: i32, n: i32, state: usize, cell: i32): bool {
  const inverse = f64x2.splat(1.0 / <f64>n);
  const part = f64x2.splat(FLOOR);
  const shift = f64x2.splat(load<f64>(state, 8));
  const back = <usize>n << 3;
  let sum = f64x2.splat(value(state + 16));
  let squares = f64x2.splat(value(state + 16 + CELL));
  let peak = f64x2.splat(load<f64>(state, 112));
  let mean = f64x2.mul(sum, inverse);
  let sound = i64x2.splat(-1);
  let means = meansOf(state) + (<usize>cell << 3);
  let squaresOut = squaresOf(state) + (<usize>cell << 3);
  const end = input + (<usize>to << 3);
  for (let p = input + (<usize>from << 3); p < end; p += 32) {
    const floor = f64x2.mul(peak, part);
    const x = v128.load(p);
    const y = v128.load(p, 16);
    const ox = v128.load(p - back);
    const oy = v128.load(p - back, 16);
    const cx = f64x2.sub(x, ox);
    const cy = f64x2.sub(y, oy);
    const a = pairSum(cx);
    const b = f64x2.add(pairSum(cy), high(a));
    const mean1 = f64x2.mul(f64x2.add(a, sum), inverse);
    const sum2 = f64x2.add(b, sum);
    const mean2 = f64x2.mul(sum2, inverse);
    const both1 = f64x2.add(mean1, v128.shuffle<u64>(mean, mean1, 1, 2));
    const both2 = f64x2.add(mean2, v128.shuffle<u64>(mean1, mean2, 1, 2));
    const reach1 = f64x2.sub(f64x2.add(f64x2.sub(x, shift), f64x2.sub(ox, shift)), both1);
    const reach2 = f64x2.sub(f64x2.add(f64x2.sub(y, shift), f64x2.sub(oy, shift)), both2);
    const c = pairSum(f64x2.mul(cx, reach1));
    const d = f64x2.add(pairSum(f64x2.mul(cy, reach2)), high(c));
    const squares1 = f64x2.add(c, squares);
    const squares2 = f64x2.add(d, squares);
    sound = v128.and(sound, v128.and(f64x2.gt(squares1, floor), f64x2.gt(squares2, floor)));
    peak = f64x2.pmax(peak, f64x2.pmax(squares1, squares2));
    peak = f64x2.pmax(peak, v128.shuffle<u64>(peak, peak, 1, 0));
    v128.store(means, f64x2.add(shift, mean1));
    v128.store(means, f64x2.add(shift, mean2), 16);
    v128.store(squaresOut, squares1);
    v128.store(squaresOut, squares2, 16);
    sum = high(sum2);
    mean = mean2;
    squares = high(squares2);
    means += 32;
    squaresOut += 32;
  }
  if (!i64x2.all_true(sound)) return false;
  store<f64>(state + 16, f64x2.extract_lane(sum, 0));
  store<f64>(state + 16 + CELL, f64x2.extract_lane(squares, 0));
  store<f64>(state, f64x2.extract_lane(peak, 0), 112);
  return true;
}
