// Access to f64 columns and the conventions every indicator kernel shares.
//
//   kernel(inputs…, outputs…, from, to, parameters…, state): status
//
// Columns are aligned to the bar index. A kernel is called over consecutive ranges that start at bar 0; `state` is zeroed
// before the first. Computing 0..n at once and in any chunks gives the same bits: what is carried over depends on the
// data and on absolute bar indices, never on where a chunk began.

/** The range was computed. */
export const OK: i32 = 0;
/** A parameter is outside its domain; nothing was written. */
export const BAD_PARAMETER: i32 = 1;

/** Running sums start anew at absolute bar indices that are multiples of this. */
export const ANCHOR: i32 = 1024;

// @ts-ignore: decorator
@inline
export function at(column: usize, i: i32): f64 {
  return load<f64>(column + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
export function put(column: usize, i: i32, value: f64): void {
  store<f64>(column + (<usize>i << 3), value);
}

/** Neither NaN nor infinite. */
// @ts-ignore: decorator
@inline
export function finite(x: f64): bool {
  return x - x == 0;
}

/** Where the block that holds bar `i` ends, cut at `to`. Blocks are [k·1024, (k+1)·1024). */
// @ts-ignore: decorator
@inline
export function blockEnd(i: i32, to: i32): i32 {
  return min(to, (i | (ANCHOR - 1)) + 1);
}

/** Whether every value of [from, to) is finite. Lets a block run without a test per bar. */
export function allFinite(column: usize, from: i32, to: i32): bool {
  let p = column + (<usize>from << 3);
  const end = column + (<usize>to << 3);
  const zero = f64x2.splat(0);
  let a = zero;
  let b = zero;
  let c = zero;
  let d = zero;
  for (; p + 64 <= end; p += 64) {
    // x·0 is ±0 for a finite x and NaN for any other.
    a = f64x2.add(a, f64x2.mul(v128.load(p), zero));
    b = f64x2.add(b, f64x2.mul(v128.load(p, 16), zero));
    c = f64x2.add(c, f64x2.mul(v128.load(p, 32), zero));
    d = f64x2.add(d, f64x2.mul(v128.load(p, 48), zero));
  }
  a = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let rest = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; p < end; p += 8) rest += load<f64>(p) * 0;
  return rest == 0;
}
