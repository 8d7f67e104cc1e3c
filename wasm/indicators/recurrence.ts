// Recurrences s[i] = s[i−1]·b + u[i], four bars at a time.
//
// Bars are grouped at absolute indices (4g … 4g+3). Within a group every value is computed from the value before the group,
// so the chain from bar to bar has one link per four bars and two lanes do the work:
//
//   P = [u0, u1 + b·u0]          Q = [u2, u3 + b·u2]          R = Q + P1·[b, b²]
//   s01 = P + s·[b, b²]          s23 = R + s·[b³, b⁴]
//
// Bar by bar the same expressions give the same bits from a cell of 48 bytes:
//
//   +0 s, the latest value   +8 s before the group   +16 u0   +24 P1   +32 u2
//   +40 1 while the group is computed serially, because the recurrence was seeded or held inside it
//
// Rolling sums are the recurrence with b = 1.

/** Bytes of one cell. */
export const CELL: usize = 48;

/** [0, b], [b, b²] and [b³, b⁴]. */
// @ts-ignore: decorator
@inline
export function inner(b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(0), 1, b);
}
// @ts-ignore: decorator
@inline
export function near(b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(b), 1, b * b);
}
// @ts-ignore: decorator
@inline
export function far(b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(b * b * b), 1, b * b * (b * b));
}

/** Both lanes = lane 0. */
// @ts-ignore: decorator
@inline
export function low(v: v128): v128 {
  return v128.shuffle<u64>(v, v, 0, 0);
}

/** Both lanes = lane 1. */
// @ts-ignore: decorator
@inline
export function high(v: v128): v128 {
  return v128.shuffle<u64>(v, v, 1, 1);
}

/** [u0, u1 + b·u0] */
// @ts-ignore: decorator
@inline
export function pair(u: v128, inner: v128): v128 {
  return f64x2.add(u, f64x2.mul(low(u), inner));
}

/** Adds what comes from before: v + both lanes of s times the weights. */
// @ts-ignore: decorator
@inline
export function carry(v: v128, s: v128, weights: v128): v128 {
  return f64x2.add(v, f64x2.mul(s, weights));
}

/** [u0, u1 + u0]: `pair` with b = 1. */
// @ts-ignore: decorator
@inline
export function pairSum(u: v128): v128 {
  return f64x2.add(u, v128.shuffle<u64>(f64x2.splat(0), u, 0, 2));
}

/** The latest value of a cell. */
// @ts-ignore: decorator
@inline
export function value(cell: usize): f64 {
  return load<f64>(cell);
}

/** Sets the value at a bar; the rest of its group is computed serially. */
export function seed(cell: usize, s: f64): void {
  store<f64>(cell, s);
  store<i32>(cell, 1, 40);
}

/** Sets the value before a group, at the first bar of one. */
// @ts-ignore: decorator
@inline
export function begin(cell: usize, s: f64): void {
  store<f64>(cell, s);
}

/** One bar of the recurrence. */
export function step(cell: usize, i: i32, u: f64, b: f64): f64 {
  const position = i & 3;
  let s = load<f64>(cell);
  if (position == 0) {
    store<f64>(cell, s, 8);
    store<i32>(cell, 0, 40);
  }
  if (load<i32>(cell, 40) != 0) {
    s = s * b + u;
  } else {
    const before = load<f64>(cell, 8);
    if (position == 0) {
      store<f64>(cell, u, 16);
      s = u + u * 0 + before * b;
    } else if (position == 1) {
      const p = u + load<f64>(cell, 16) * b;
      store<f64>(cell, p, 24);
      s = p + before * (b * b);
    } else if (position == 2) {
      store<f64>(cell, u, 32);
      s = u + u * 0 + load<f64>(cell, 24) * b + before * (b * b * b);
    } else {
      s = u + load<f64>(cell, 32) * b + load<f64>(cell, 24) * (b * b) + before * (b * b * (b * b));
    }
  }
  store<f64>(cell, s);
  return s;
}

/** One bar of a rolling sum. */
export function stepSum(cell: usize, i: i32, u: f64): f64 {
  const position = i & 3;
  let s = load<f64>(cell);
  if (position == 0) {
    store<f64>(cell, s, 8);
    store<i32>(cell, 0, 40);
  }
  if (load<i32>(cell, 40) != 0) {
    s += u;
  } else {
    const before = load<f64>(cell, 8);
    if (position == 0) {
      store<f64>(cell, u, 16);
      s = u + 0.0 + before;
    } else if (position == 1) {
      const p = u + load<f64>(cell, 16);
      store<f64>(cell, p, 24);
      s = p + before;
    } else if (position == 2) {
      store<f64>(cell, u, 32);
      s = u + 0.0 + load<f64>(cell, 24) + before;
    } else {
      s = u + load<f64>(cell, 32) + load<f64>(cell, 24) + before;
    }
  }
  store<f64>(cell, s);
  return s;
}

/** Where the whole groups of the block that holds bar `i` end, cut at `to`; `i` itself where there is none. */
// @ts-ignore: decorator
@inline
export function groupsEnd(i: i32, to: i32): i32 {
  if ((i & 3) != 0) return i;
  return min(to & ~3, (i | 1023) + 1);
}
