import { OK, put } from './column';

/** max(high, previous close) − min(low, previous close) of two bars; NaN where one of the three is not finite. */
// @ts-ignore: decorator
@inline
export function ranges(high: v128, low: v128, before: v128): v128 {
  const covered = f64x2.sub(f64x2.pmax(before, high), f64x2.pmin(before, low));
  const hole = f64x2.mul(f64x2.add(f64x2.sub(high, low), before), f64x2.splat(0));
  return f64x2.add(covered, hole);
}

// @ts-ignore: decorator
@inline
export function range(high: f64, low: f64, before: f64): f64 {
  return f64x2.extract_lane(ranges(f64x2.splat(high), f64x2.splat(low), f64x2.splat(before)), 0);
}

/**
 * True range: the distance the price covered since the previous close.
 *
 * out[i] = max(high[i], close[i−1]) − min(low[i], close[i−1]).
 * Look-back: 1 (no previous close at bar 0). NaN: NaN where one of the three is not finite. State: none.
 * @returns OK
 * Source: Wilder 1978; TA-Lib ta_TRANGE.c.
 */
export function trueRange(high: usize, low: usize, close: usize, output: usize, from: i32, to: i32, state: usize): i32 {
  let i = from;
  if (i == 0 && to > 0) put(output, i++, NaN);
  let o = <usize>i << 3;
  const end = <usize>to << 3;
  for (; o + 32 <= end; o += 32) {
    const a = ranges(v128.load(high + o), v128.load(low + o), v128.load(close + o - 8));
    const b = ranges(v128.load(high + o, 16), v128.load(low + o, 16), v128.load(close + o, 8));
    v128.store(output + o, a);
    v128.store(output + o, b, 16);
  }
  for (; o < end; o += 8) {
    store<f64>(output + o, range(load<f64>(high + o), load<f64>(low + o), load<f64>(close + o - 8)));
  }
  return OK;
}
