import { BAD_PARAMETER, OK, at, finite, put } from './column';
import { CELL, carry, far, groupsEnd, high as upper, inner, near, pair, seed, step, value } from './recurrence';
import { range, ranges } from './true-range';

// Wilder's averages are kept as sums S = n·average: S' = S·(n−1)/n + x.

/**
 * Relative strength index: the share of upward movement in all movement, 0 to 100.
 *
 * d = x[i] − x[i−1]; U, D = Wilder sums of max(d, 0) and max(−d, 0), seeded with the plain sums of the first n;
 * out = 100·U / (U + D).
 * Look-back: n. Degenerate: no movement at all gives 0 (TA-Lib); a signal must read it as neutral. NaN: a non-finite value
 * gives NaN and starts the recursion anew, with its full warm-up. State: 112 bytes (i32 finite run, cells of 2U and 2D).
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: Wilder 1978; TA-Lib ta_RSI.c.
 */
export function rsi(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  const upCell = state + 16;
  const downCell = upCell + CELL;
  const keep = <f64>(n - 1) / <f64>n;
  let run = load<i32>(state);
  let careful = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    if (i >= careful && end > i && run > n) {
      if (rsiGroups(input, output, i, end, keep, state)) {
        run += end - i;
        i = end;
        continue;
      }
      careful = end;
    }
    run = finite(at(input, i)) ? run + 1 : 0;
    if (run <= n) {
      put(output, i++, NaN);
      continue;
    }
    if (run == n + 1) {
      let up: f64 = 0;
      let down: f64 = 0;
      for (let j = i - n + 1; j <= i; j++) {
        const d = at(input, j) - at(input, j - 1);
        const size = Math.abs(d);
        up += size + d;
        down += size - d;
      }
      seed(upCell, up);
      seed(downCell, down);
    } else {
      const d = at(input, i) - at(input, i - 1);
      const size = Math.abs(d);
      step(upCell, i, size + d, keep);
      step(downCell, i, size - d, keep);
    }
    const up = value(upCell);
    const all = up + value(downCell);
    put(output, i++, all == 0 ? 0 : (up * 100.0) / all);
  }
  store<i32>(state, run);
  return OK;
}

/** 100·up/(up + down), 0 where there is neither. */
// @ts-ignore: decorator
@inline
function share(up: v128, down: v128): v128 {
  const all = f64x2.add(up, down);
  const quotient = f64x2.div(f64x2.mul(up, f64x2.splat(100)), all);
  return v128.andnot(quotient, f64x2.eq(all, f64x2.splat(0)));
}

/** Whole groups of one block. @returns false where a value isn't finite; the state is as it was, the output isn't */
function rsiGroups(input: usize, output: usize, from: i32, to: i32, keep: f64, state: usize): bool {
  const upCell = state + 16;
  const downCell = upCell + CELL;
  const b0 = inner(keep);
  const b12 = near(keep);
  const b34 = far(keep);
  let up = f64x2.splat(value(upCell));
  let down = f64x2.splat(value(downCell));
  let q = output + (<usize>from << 3);
  const end = input + (<usize>to << 3);
  for (let p = input + (<usize>from << 3); p < end; p += 32, q += 32) {
    const d = f64x2.sub(v128.load(p), v128.load(p - 8));
    const e = f64x2.sub(v128.load(p, 16), v128.load(p, 8));
    const sizeD = f64x2.abs(d);
    const sizeE = f64x2.abs(e);
    const uu = pair(f64x2.add(sizeD, d), b0);
    const uv = pair(f64x2.add(sizeE, e), b0);
    const du = pair(f64x2.sub(sizeD, d), b0);
    const dv = pair(f64x2.sub(sizeE, e), b0);
    const upNext = carry(carry(uv, upper(uu), b12), up, b34);
    const downNext = carry(carry(dv, upper(du), b12), down, b34);
    v128.store(q, share(carry(uu, up, b12), carry(du, down, b12)));
    v128.store(q, share(upNext, downNext), 16);
    up = upper(upNext);
    down = upper(downNext);
  }
  const last = f64x2.extract_lane(up, 0);
  if (!finite(last)) return false;
  store<f64>(upCell, last);
  store<f64>(downCell, f64x2.extract_lane(down, 0));
  return true;
}

/**
 * Average true range, Wilder's smoothing.
 *
 * ATR[n] = mean of the true ranges of bars 1..n; ATR[i] = (ATR[i−1]·(n−1) + TR[i]) / n.
 * Look-back: n. Degenerate: 0 without any movement. NaN: a bar with a non-finite high, low or close gives NaN and starts
 * the recursion anew, with its full warm-up. State: 64 bytes (i32 finite run, cell of n·ATR).
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: Wilder 1978; TA-Lib ta_ATR.c.
 */
export function atr(
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
  const cell = state + 16;
  const keep = <f64>(n - 1) / <f64>n;
  const inverse = 1.0 / <f64>n;
  let run = load<i32>(state);
  let careful = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    if (i >= careful && end > i && run > n) {
      if (atrGroups(high, low, close, output, i, end, keep, inverse, cell)) {
        run += end - i;
        i = end;
        continue;
      }
      careful = end;
    }
    run = finite(at(high, i)) && finite(at(low, i)) && finite(at(close, i)) ? run + 1 : 0;
    if (run <= n) {
      put(output, i++, NaN);
      continue;
    }
    if (run == n + 1) {
      let sum: f64 = 0;
      for (let j = i - n + 1; j <= i; j++) sum += range(at(high, j), at(low, j), at(close, j - 1));
      seed(cell, sum);
    } else {
      step(cell, i, range(at(high, i), at(low, i), at(close, i - 1)), keep);
    }
    put(output, i++, value(cell) * inverse);
  }
  store<i32>(state, run);
  return OK;
}

/** Whole groups of one block. @returns false where a value isn't finite; the state is as it was, the output isn't */
function atrGroups(
  high: usize,
  low: usize,
  close: usize,
  output: usize,
  from: i32,
  to: i32,
  keep: f64,
  inverse: f64,
  cell: usize,
): bool {
  const b0 = inner(keep);
  const b12 = near(keep);
  const b34 = far(keep);
  const scale = f64x2.splat(inverse);
  let s = f64x2.splat(value(cell));
  let o = <usize>from << 3;
  const end = <usize>to << 3;
  for (; o < end; o += 32) {
    const u = pair(ranges(v128.load(high + o), v128.load(low + o), v128.load(close + o - 8)), b0);
    const v = pair(ranges(v128.load(high + o, 16), v128.load(low + o, 16), v128.load(close + o, 8)), b0);
    const next = carry(carry(v, upper(u), b12), s, b34);
    v128.store(output + o, f64x2.mul(carry(u, s, b12), scale));
    v128.store(output + o, f64x2.mul(next, scale), 16);
    s = upper(next);
  }
  const last = f64x2.extract_lane(s, 0);
  // The newest close belongs to the next range, and to this bar's completeness.
  if (!finite(last) || !finite(at(close, to - 1))) return false;
  store<f64>(cell, last);
  return true;
}
