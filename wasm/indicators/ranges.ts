import { BAD_PARAMETER, OK, at, finite, put } from './column';

/**
 * Narrow range: 1 where today's range is strictly smaller than each of the n−1 before, else 0.
 *
 * Look-back: n − 1. Degenerate: ties give 0. NaN: a non-finite range inside the window gives NaN until it has left.
 * State: 8 bytes (i32 finite run).
 * @returns OK, or BAD_PARAMETER when n < 2
 * Source: Crabel 1990.
 */
export function narrowRange(high: usize, low: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 2) return BAD_PARAMETER;
  let run = load<i32>(state);
  for (let i = from; i < to; i++) {
    const today = at(high, i) - at(low, i);
    run = finite(today) ? run + 1 : 0;
    if (run < n) {
      put(output, i, NaN);
      continue;
    }
    let narrow: f64 = 1;
    for (let j = i - 1; j > i - n; j--) {
      if (today >= at(high, j) - at(low, j)) {
        narrow = 0;
        break;
      }
    }
    put(output, i, narrow);
  }
  store<i32>(state, run);
  return OK;
}

/** Squared log of high over low. A price of 0 or below, or a NaN, gives NaN. Look-back 0, no state. */
export function squaredLogRange(high: usize, low: usize, output: usize, from: i32, to: i32, state: usize): i32 {
  for (let i = from; i < to; i++) {
    const h = at(high, i);
    const l = at(low, i);
    let value: f64 = NaN;
    if (h > 0 && l > 0 && finite(h) && finite(l)) {
      const log = NativeMath.log(h / l);
      value = log * log;
    }
    put(output, i, value);
  }
  return OK;
}

/**
 * Root of the mean of the last n values, times `scale`; the values must not be negative.
 *
 * Each window is summed afresh, so it is exactly 0 where all values are. Look-back: n − 1. NaN: a non-finite value inside
 * the window gives NaN until it has left. State: 8 bytes (i32 finite run).
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function rootMean(input: usize, output: usize, from: i32, to: i32, n: i32, scale: f64, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  let run = load<i32>(state);
  for (let i = from; i < to; i++) {
    run = finite(at(input, i)) ? run + 1 : 0;
    if (run < n) {
      put(output, i, NaN);
      continue;
    }
    let sum: f64 = 0;
    for (let j = i - n + 1; j <= i; j++) sum += at(input, j);
    put(output, i, Math.sqrt(sum / <f64>n) * scale);
  }
  store<i32>(state, run);
  return OK;
}

/**
 * Median price: the middle of the bar's range.
 *
 * out[i] = (high[i] + low[i]) / 2. Look-back: 0. Degenerate: none. NaN: a non-finite input gives NaN on that bar.
 * State: none.
 * @returns OK
 */
export function medianPrice(high: usize, low: usize, output: usize, from: i32, to: i32, _state: usize): i32 {
  for (let i = from; i < to; i++) {
    const sum = at(high, i) + at(low, i);
    put(output, i, finite(sum) ? sum * 0.5 : NaN);
  }
  return OK;
}

/**
 * Channel around a line: the line, and the line moved up and down by a multiple of a width.
 *
 * upper = line + multiple · width, middle = line, lower = line − multiple · width. Look-back: that of its inputs.
 * Degenerate: a width of 0 puts all three on the line. NaN: a non-finite line or width gives NaN in all three on that
 * bar. State: none.
 * @returns OK
 */
export function channelAround(line: usize, width: usize, upper: usize, middle: usize, lower: usize, from: i32, to: i32, multiple: f64, _state: usize): i32 {
  for (let i = from; i < to; i++) {
    const centre = at(line, i);
    const distance = multiple * at(width, i);
    const known = finite(centre) && finite(distance);
    put(upper, i, known ? centre + distance : NaN);
    put(middle, i, known ? centre : NaN);
    put(lower, i, known ? centre - distance : NaN);
  }
  return OK;
}
