import { BAD_PARAMETER, OK, at, finite, put } from './column';
import { CELL, carry, far, groupsEnd, high as upper, inner, near, pair, seed, step, value } from './recurrence';
import { range, ranges } from './true-range';

/**
 * Directional movement: +DI, −DI and their average index ADX, 0 to 100.
 *
 * +DM = high's rise when it is positive and larger than the low's fall, −DM the other way round. TR, +DM, −DM are Wilder
 * sums begun with the n−1 plain values of bars 1..n−1. ±DI = 100·±DM/TR from bar n; DX = 100·|+DI − −DI|/(+DI + −DI);
 * ADX[2n−1] = mean of the first n DX, then ADX' = (ADX·(n−1) + DX)/n.
 * Look-back: 2n − 1 (±DI: n). Degenerate: without any range ±DI are 0; without any directional movement DX adds 0 to the
 * seed and leaves a started ADX as it is (TA-Lib). NaN: a bar with a non-finite high, low or close gives NaN and starts
 * everything anew. State: 208 bytes (i32 finite run, cells of TR, +DM, −DM and ADX).
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: Wilder 1978; TA-Lib ta_ADX.c.
 */
export function adx(
  high: usize,
  low: usize,
  close: usize,
  plusOut: usize,
  minusOut: usize,
  adxOut: usize,
  from: i32,
  to: i32,
  n: i32,
  state: usize,
): i32 {
  if (n < 1) return BAD_PARAMETER;
  const trueCell = state + 16;
  const plusCell = trueCell + CELL;
  const minusCell = plusCell + CELL;
  const indexCell = minusCell + CELL;
  const keep = <f64>(n - 1) / <f64>n;
  const inverse = 1.0 / <f64>n;
  const complete = 2 * n;
  let run = load<i32>(state);
  let careful = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    if (i >= careful && end > i && run >= complete) {
      if (adxGroups(high, low, close, plusOut, minusOut, adxOut, i, end, n, state)) {
        run += end - i;
        i = end;
        continue;
      }
      careful = end;
    }
    const h = at(high, i);
    const l = at(low, i);
    run = finite(h) && finite(l) && finite(at(close, i)) ? run + 1 : 0;
    let plusIndex: f64 = NaN;
    let minusIndex: f64 = NaN;
    let index: f64 = NaN;
    if (run <= 1) {
      seed(trueCell, 0);
      seed(plusCell, 0);
      seed(minusCell, 0);
      seed(indexCell, 0);
    } else {
      const rise = h - at(high, i - 1);
      const fall = at(low, i - 1) - l;
      const plus = rise > fall && rise > 0 ? rise : 0;
      const minus = fall > rise && fall > 0 ? fall : 0;
      const tr = range(h, l, at(close, i - 1));
      if (run <= n) {
        seed(trueCell, value(trueCell) + tr);
        seed(plusCell, value(plusCell) + plus);
        seed(minusCell, value(minusCell) + minus);
      } else {
        const trueSum = step(trueCell, i, tr, keep);
        const plusSum = step(plusCell, i, plus, keep);
        const minusSum = step(minusCell, i, minus, keep);
        const perRange = trueSum == 0 ? 0 : 100.0 / trueSum;
        plusIndex = plusSum * perRange;
        minusIndex = minusSum * perRange;
        // TR cancels in DX: |+DM − −DM| / (+DM + −DM).
        const both = plusSum + minusSum;
        const part = both == 0 ? 0 : (Math.abs(plusSum - minusSum) * (100.0 * inverse)) / both;
        if (run <= complete) {
          // Until the seed is complete the cell holds the sum of DX/n.
          index = value(indexCell) + part;
          seed(indexCell, index);
          if (run < complete) index = NaN;
        } else {
          if (both == 0) seed(indexCell, value(indexCell));
          else step(indexCell, i, part, keep);
          index = value(indexCell);
        }
      }
    }
    put(plusOut, i, plusIndex);
    put(minusOut, i, minusIndex);
    put(adxOut, i, index);
    i++;
  }
  store<i32>(state, run);
  return OK;
}

/** The larger move of two bars: `a` where it is above `b` and above 0, else 0. */
// @ts-ignore: decorator
@inline
function leading(a: v128, b: v128): v128 {
  return f64x2.pmax(f64x2.splat(0), v128.and(a, f64x2.gt(a, b)));
}

/** 100/TR, 0 where TR is 0. */
// @ts-ignore: decorator
@inline
function perRanges(sum: v128): v128 {
  return v128.andnot(f64x2.div(f64x2.splat(100), sum), f64x2.eq(sum, f64x2.splat(0)));
}

/**
 * Whole groups of one block.
 * @returns false where a value isn't finite or a bar has no directional movement behind it; the state is as it was then,
 * the outputs aren't
 */
function adxGroups(
  high: usize,
  low: usize,
  close: usize,
  plusOut: usize,
  minusOut: usize,
  adxOut: usize,
  from: i32,
  to: i32,
  n: i32,
  state: usize,
): bool {
  const trueCell = state + 16;
  const plusCell = trueCell + CELL;
  const minusCell = plusCell + CELL;
  const indexCell = minusCell + CELL;
  const keep = <f64>(n - 1) / <f64>n;
  const scale = f64x2.splat(100.0 * (1.0 / <f64>n));
  const b0 = inner(keep);
  const b12 = near(keep);
  const b34 = far(keep);
  let trueSum = f64x2.splat(value(trueCell));
  let plusSum = f64x2.splat(value(plusCell));
  let minusSum = f64x2.splat(value(minusCell));
  let index = f64x2.splat(value(indexCell));
  let o = <usize>from << 3;
  const end = <usize>to << 3;
  for (; o < end; o += 32) {
    const h = v128.load(high + o);
    const h2 = v128.load(high + o, 16);
    const l = v128.load(low + o);
    const l2 = v128.load(low + o, 16);
    const rise = f64x2.sub(h, v128.load(high + o - 8));
    const rise2 = f64x2.sub(h2, v128.load(high + o, 8));
    const fall = f64x2.sub(v128.load(low + o - 8), l);
    const fall2 = f64x2.sub(v128.load(low + o, 8), l2);

    const tu = pair(ranges(h, l, v128.load(close + o - 8)), b0);
    const tv = pair(ranges(h2, l2, v128.load(close + o, 8)), b0);
    const ranges1 = carry(tu, trueSum, b12);
    const ranges2 = carry(carry(tv, upper(tu), b12), trueSum, b34);
    trueSum = upper(ranges2);

    const pu = pair(leading(rise, fall), b0);
    const pv = pair(leading(rise2, fall2), b0);
    const plus1 = carry(pu, plusSum, b12);
    const plus2 = carry(carry(pv, upper(pu), b12), plusSum, b34);
    plusSum = upper(plus2);

    const mu = pair(leading(fall, rise), b0);
    const mv = pair(leading(fall2, rise2), b0);
    const minus1 = carry(mu, minusSum, b12);
    const minus2 = carry(carry(mv, upper(mu), b12), minusSum, b34);
    minusSum = upper(minus2);

    const per1 = perRanges(ranges1);
    const per2 = perRanges(ranges2);
    v128.store(plusOut + o, f64x2.mul(plus1, per1));
    v128.store(plusOut + o, f64x2.mul(plus2, per2), 16);
    v128.store(minusOut + o, f64x2.mul(minus1, per1));
    v128.store(minusOut + o, f64x2.mul(minus2, per2), 16);

    const part1 = f64x2.div(f64x2.mul(f64x2.abs(f64x2.sub(plus1, minus1)), scale), f64x2.add(plus1, minus1));
    const part2 = f64x2.div(f64x2.mul(f64x2.abs(f64x2.sub(plus2, minus2)), scale), f64x2.add(plus2, minus2));
    const iu = pair(part1, b0);
    const iv = pair(part2, b0);
    const index2 = carry(carry(iv, upper(iu), b12), index, b34);
    v128.store(adxOut + o, carry(iu, index, b12));
    v128.store(adxOut + o, index2, 16);
    index = upper(index2);
  }
  const last = f64x2.extract_lane(index, 0);
  const lastRange = f64x2.extract_lane(trueSum, 0);
  // The newest close belongs to the next range, and to this bar's completeness.
  if (!finite(last) || !finite(lastRange) || !finite(at(close, to - 1))) return false;
  store<f64>(trueCell, lastRange);
  store<f64>(plusCell, f64x2.extract_lane(plusSum, 0));
  store<f64>(minusCell, f64x2.extract_lane(minusSum, 0));
  store<f64>(indexCell, last);
  return true;
}
