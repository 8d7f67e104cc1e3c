import { BAD_PARAMETER, OK, allFinite, at, finite, put } from './column';

// Largest and smallest value of a sliding window, exact and without state but for the count of finite bars.
//
// A block of finite bars is folded: after the sweep with distance d every cell holds the extreme of twice as many bars, so
// ⌈log2 n⌉ sweeps over two lanes do for any window. The fold of one bar is the same tree wherever a chunk begins. Adding 0
// makes −0 and +0 one.

/** Bars folded at a time. */
export const FOLD: i32 = 512;

/** Bytes of scratch that a window of n bars needs: two rows. */
export function foldBytes(n: i32): usize {
  return <usize>(n + FOLD + 2) << 4;
}

// @ts-ignore: decorator
@inline
function extreme(a: v128, b: v128, largest: bool, last: bool): v128 {
  const best = largest ? f64x2.pmax(a, b) : f64x2.pmin(a, b);
  return last ? f64x2.add(best, f64x2.splat(0)) : best;
}

/** target[j] = the extreme of source[j] and source[j − distance], for j < count; without −0 in the last sweep. */
// @ts-ignore: decorator
@inline
function sweep(source: usize, distance: i32, target: usize, count: i32, largest: bool, last: bool): void {
  const back = <usize>distance << 3;
  const bytes = <usize>count << 3;
  let o: usize = 0;
  for (; o + 32 <= bytes; o += 32) {
    const p = source + o;
    const a = extreme(v128.load(p), v128.load(p - back), largest, last);
    const b = extreme(v128.load(p, 16), v128.load(p - back, 16), largest, last);
    v128.store(target + o, a);
    v128.store(target + o, b, 16);
  }
  for (; o < bytes; o += 8) {
    const p = source + o;
    const a = extreme(f64x2.splat(load<f64>(p)), f64x2.splat(load<f64>(p - back)), largest, last);
    store<f64>(target + o, f64x2.extract_lane(a, 0));
  }
}

/** Folds `count` windows of n bars; the first one ends at `last`. Rows are scratch. */
// @ts-ignore: decorator
@inline
function fold(last: usize, target: usize, count: i32, n: i32, row: usize, largest: bool): void {
  // Cell n − 1 of a row belongs to the first window's newest bar.
  const rowBytes = <usize>(n + FOLD + 2) << 3;
  const ahead = <usize>(n - 1) << 3;
  let source = last - ahead;
  let covered = 1;
  let next = row;
  if (n == 1) sweep(last, 0, target, count, largest, true);
  while (covered < n) {
    const distance = min(covered, n - covered);
    if (covered + distance == n) {
      sweep(source + ahead, distance, target, count, largest, true);
    } else {
      const first = <usize>(covered + distance - 1) << 3;
      sweep(source + first, distance, next + first, count + n - covered - distance, largest, false);
      source = next;
      next = next == row ? row + rowBytes : row;
    }
    covered += distance;
  }
}

/**
 * Extremes of the n values that end at each bar of [from, to), at most FOLD bars, to `target` (cell 0 = bar `from`).
 * @param run finite bars in a row before `from`
 * @returns finite bars in a row before `to`
 */
// @ts-ignore: decorator
@inline
export function slidingExtreme(
  input: usize,
  target: usize,
  from: i32,
  to: i32,
  n: i32,
  run: i32,
  scratch: usize,
  largest: bool,
): i32 {
  if (run >= n - 1 && allFinite(input, from, to)) {
    fold(input + (<usize>from << 3), target, to - from, n, scratch, largest);
    return run + to - from;
  }
  for (let i = from; i < to; i++) {
    const x = at(input, i);
    run = finite(x) ? run + 1 : 0;
    if (run < n) {
      put(target, i - from, NaN);
      continue;
    }
    let extreme = x;
    for (let j = i - n + 1; j < i; j++) {
      const y = at(input, j);
      if (largest ? y > extreme : y < extreme) extreme = y;
    }
    put(target, i - from, extreme + 0.0);
  }
  return run;
}

/**
 * Donchian channel: highest high and lowest low of the last n bars, the current one included, and their middle.
 *
 * Look-back: n − 1. NaN: a non-finite high (low) inside the window makes upper (lower) and middle NaN until it has left.
 * State: 16 bytes (i32 finite run of high, i32 of low), then foldBytes(n) of scratch.
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function donchian(
  high: usize,
  low: usize,
  upper: usize,
  lower: usize,
  middle: usize,
  from: i32,
  to: i32,
  n: i32,
  state: usize,
): i32 {
  if (n < 1) return BAD_PARAMETER;
  let highRun = load<i32>(state);
  let lowRun = load<i32>(state, 4);
  for (let i = from; i < to; i += FOLD) {
    const end = min(to, i + FOLD);
    const base = <usize>i << 3;
    highRun = slidingExtreme(high, upper + base, i, end, n, highRun, state + 16, true);
    lowRun = slidingExtreme(low, lower + base, i, end, n, lowRun, state + 16, false);
    for (let j = i; j < end; j++) put(middle, j, (at(upper, j) + at(lower, j)) * 0.5);
  }
  store<i32>(state, highRun);
  store<i32>(state, lowRun, 4);
  return OK;
}

/** Largest of the last n values. Look-back n − 1; NaN inside the window gives NaN. State: 16 + foldBytes(n). */
export function rollingMaximum(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  let run = load<i32>(state);
  for (let i = from; i < to; i += FOLD) {
    run = slidingExtreme(input, output + (<usize>i << 3), i, min(to, i + FOLD), n, run, state + 16, true);
  }
  store<i32>(state, run);
  return OK;
}

/** Smallest of the last n values. Look-back n − 1; NaN inside the window gives NaN. State: 16 + foldBytes(n). */
export function rollingMinimum(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  let run = load<i32>(state);
  for (let i = from; i < to; i += FOLD) {
    run = slidingExtreme(input, output + (<usize>i << 3), i, min(to, i + FOLD), n, run, state + 16, false);
  }
  store<i32>(state, run);
  return OK;
}
