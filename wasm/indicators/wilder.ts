import { BAD_PARAMETER, OK, allFinite, at, blockEnd, finite, put } from './column';

// Wilder's averages are kept as sums S = n·average: S' = S·(n−1)/n + x, one multiplication and one addition a bar.

/**
 * Relative strength index: the share of upward movement in all movement, 0 to 100.
 *
 * d = x[i] − x[i−1]; U, D = Wilder sums of max(d, 0) and max(−d, 0), seeded with the plain sums of the first n;
 * out = 100·U / (U + D).
 * Look-back: n. Degenerate: no movement at all gives 0 (TA-Lib); a signal must read it as neutral. NaN: a non-finite value
 * gives NaN and starts the recursion anew, with its full warm-up. State: 24 bytes (i32 finite run, f64 2U, f64 2D).
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: Wilder 1978; TA-Lib ta_RSI.c.
 */
export function rsi(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  const keep = <f64>(n - 1) / <f64>n;
  let run = load<i32>(state);
  let up = load<f64>(state, 8);
  let down = load<f64>(state, 16);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    if (run > n && allFinite(input, i, end)) {
      run += end - i;
      for (; i < end; i++) {
        const d = at(input, i) - at(input, i - 1);
        const size = Math.abs(d);
        up = up * keep + (size + d);
        down = down * keep + (size - d);
        const all = up + down;
        put(output, i, all == 0 ? 0 : (100.0 * up) / all);
      }
      continue;
    }
    for (; i < end; i++) {
      run = finite(at(input, i)) ? run + 1 : 0;
      if (run <= n) {
        put(output, i, NaN);
        continue;
      }
      if (run == n + 1) {
        up = 0;
        down = 0;
        for (let j = i - n + 1; j <= i; j++) {
          const d = at(input, j) - at(input, j - 1);
          const size = Math.abs(d);
          up += size + d;
          down += size - d;
        }
      } else {
        const d = at(input, i) - at(input, i - 1);
        const size = Math.abs(d);
        up = up * keep + (size + d);
        down = down * keep + (size - d);
      }
      const all = up + down;
      put(output, i, all == 0 ? 0 : (100.0 * up) / all);
    }
  }
  store<i32>(state, run);
  store<f64>(state, up, 8);
  store<f64>(state, down, 16);
  return OK;
}

/** max(high, previous close) − min(low, previous close); the inputs must be finite. */
// @ts-ignore: decorator
@inline
function range(high: f64, low: f64, before: f64): f64 {
  const top = f64x2.extract_lane(f64x2.pmax(f64x2.splat(high), f64x2.splat(before)), 0);
  const bottom = f64x2.extract_lane(f64x2.pmin(f64x2.splat(low), f64x2.splat(before)), 0);
  return top - bottom;
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
  for (let i = from; i < to; i++) {
    if (i == 0) {
      put(output, 0, NaN);
      continue;
    }
    const h = at(high, i);
    const l = at(low, i);
    const before = at(close, i - 1);
    put(output, i, finite(h) && finite(l) && finite(before) ? range(h, l, before) : NaN);
  }
  return OK;
}

/**
 * Average true range, Wilder's smoothing.
 *
 * ATR[n] = mean of the true ranges of bars 1..n; ATR[i] = (ATR[i−1]·(n−1) + TR[i]) / n.
 * Look-back: n. Degenerate: 0 without any movement. NaN: a bar with a non-finite high, low or close gives NaN and starts
 * the recursion anew, with its full warm-up. State: 16 bytes (i32 finite run, f64 n·ATR).
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
  const keep = <f64>(n - 1) / <f64>n;
  const inverse = 1.0 / <f64>n;
  let run = load<i32>(state);
  let sum = load<f64>(state, 8);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    if (run > n && allFinite(high, i, end) && allFinite(low, i, end) && allFinite(close, i, end)) {
      run += end - i;
      for (; i < end; i++) {
        sum = sum * keep + range(at(high, i), at(low, i), at(close, i - 1));
        put(output, i, sum * inverse);
      }
      continue;
    }
    for (; i < end; i++) {
      run = finite(at(high, i)) && finite(at(low, i)) && finite(at(close, i)) ? run + 1 : 0;
      if (run <= n) {
        put(output, i, NaN);
        continue;
      }
      if (run == n + 1) {
        sum = 0;
        for (let j = i - n + 1; j <= i; j++) sum += range(at(high, j), at(low, j), at(close, j - 1));
      } else {
        sum = sum * keep + range(at(high, i), at(low, i), at(close, i - 1));
      }
      put(output, i, sum * inverse);
    }
  }
  store<i32>(state, run);
  store<f64>(state, sum, 8);
  return OK;
}

/**
 * Directional movement: +DI, −DI and their average index ADX, 0 to 100.
 *
 * +DM = high's rise when it is positive and larger than the low's fall, −DM the other way round. TR, +DM, −DM are Wilder
 * sums begun with the n−1 plain values of bars 1..n−1. ±DI = 100·±DM/TR from bar n; DX = 100·|+DI − −DI|/(+DI + −DI);
 * ADX[2n−1] = mean of the first n DX, then ADX' = (ADX·(n−1) + DX)/n.
 * Look-back: 2n − 1 (±DI: n). Degenerate: without any range ±DI are 0; without any directional movement DX adds 0 to the
 * seed and leaves a started ADX as it is (TA-Lib). NaN: a bar with a non-finite high, low or close gives NaN and starts
 * everything anew. State: 48 bytes.
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
  const keep = <f64>(n - 1) / <f64>n;
  const inverse = 1.0 / <f64>n;
  const complete = 2 * n;
  let run = load<i32>(state);
  let trueSum = load<f64>(state, 8);
  let plusSum = load<f64>(state, 16);
  let minusSum = load<f64>(state, 24);
  let index = load<f64>(state, 32);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    const whole =
      run >= complete && allFinite(high, i, end) && allFinite(low, i, end) && allFinite(close, i, end);
    for (; i < end; i++) {
      const h = at(high, i);
      const l = at(low, i);
      if (whole) {
        run++;
      } else {
        run = finite(h) && finite(l) && finite(at(close, i)) ? run + 1 : 0;
        if (run <= 1) {
          trueSum = 0;
          plusSum = 0;
          minusSum = 0;
          index = 0;
          put(plusOut, i, NaN);
          put(minusOut, i, NaN);
          put(adxOut, i, NaN);
          continue;
        }
      }
      const rise = h - at(high, i - 1);
      const fall = at(low, i - 1) - l;
      const plus = rise > fall && rise > 0 ? rise : 0;
      const minus = fall > rise && fall > 0 ? fall : 0;
      const tr = range(h, l, at(close, i - 1));
      if (run <= n) {
        trueSum += tr;
        plusSum += plus;
        minusSum += minus;
        put(plusOut, i, NaN);
        put(minusOut, i, NaN);
        put(adxOut, i, NaN);
        continue;
      }
      trueSum = trueSum * keep + tr;
      plusSum = plusSum * keep + plus;
      minusSum = minusSum * keep + minus;
      const perRange = trueSum == 0 ? 0 : 100.0 / trueSum;
      put(plusOut, i, plusSum * perRange);
      put(minusOut, i, minusSum * perRange);
      // TR cancels in DX: |+DM − −DM| / (+DM + −DM).
      const both = plusSum + minusSum;
      if (run <= complete) {
        if (both != 0) index += (100.0 * Math.abs(plusSum - minusSum)) / both;
        if (run == complete) index *= inverse;
        put(adxOut, i, run == complete ? index : NaN);
        continue;
      }
      if (both != 0) index = index * keep + (100.0 * inverse * Math.abs(plusSum - minusSum)) / both;
      put(adxOut, i, index);
    }
  }
  store<i32>(state, run);
  store<f64>(state, trueSum, 8);
  store<f64>(state, plusSum, 16);
  store<f64>(state, minusSum, 24);
  store<f64>(state, index, 32);
  return OK;
}
