import { ANCHOR, BAD_PARAMETER, OK, at, finite, put } from './column';
import { shiftedSum } from './moving-averages';
import { CELL, begin, carry, far, groupsEnd, high, inner, near, pair, seed, step, value } from './recurrence';

// Every average below is kept as `shift + offset`: the recurrence runs over offsets, s = s·(1−a) + (x − shift)·a, so a flat
// price stays exact. At every 1024th bar the offset moves into the shift.
//
// Where the price stands still the shift moves onto it: x − shift is then 0, offsets only shrink, and the sign of a
// difference of averages stays what it is. About any other shift they would end in rounding noise around the price.

/** Equal values in a row that let the shift move onto them, where the next group of four bars begins. */
const STILL: i32 = 32;

/** Whether the STILL values before bar i are one and the same. */
// @ts-ignore: decorator
@inline
function standsStill(input: usize, i: i32): bool {
  if (i < STILL) return false;
  const x = at(input, i - 1);
  for (let j = i - 2; j >= i - STILL; j--) if (at(input, j) != x) return false;
  return true;
}

/** Bytes between two looks for equal neighbours, 28 bars: of these there are STILL − 1 in a row where the price stands still. */
const LOOK: usize = 28 * 8;

/** The first group after bar `i` before which the price stands still anywhere but at the shift, else `end`. */
function nextStill(input: usize, i: i32, end: i32, shift: f64): i32 {
  const first = max(1, i + 5 - STILL);
  const stop = input + (<usize>(end - 1) << 3);
  for (let p = input + (<usize>(first - 1) << 3); p < stop; p += LOOK) {
    if (load<f64>(p) != load<f64>(p, 8) || load<f64>(p) == shift) continue;
    const group = stillAround(input, <i32>((p - input) >> 3) + 1, i, end);
    if (group < end) return group;
  }
  return end;
}

/** The first group after bar `i` before which the price stands still, `probe` being among those bars; else `end`. */
function stillAround(input: usize, probe: i32, i: i32, end: i32): i32 {
  const last = min(end, probe + STILL);
  for (let group = max(i + 4, (probe + 4) & ~3); group < last; group += 4) {
    if (standsStill(input, group)) return group;
  }
  return end;
}

/**
 * Exponential moving average, seeded as TA-Lib does.
 *
 * y[n−1] = mean of the first n values; y[i] = y[i−1] + a·(x[i] − y[i−1]), a = 2/(n+1).
 * Look-back: n − 1. Degenerate: a flat price gives that price exactly. NaN: a non-finite value gives NaN and starts the
 * recursion anew, with its full warm-up. State: 64 bytes (i32 finite run, f64 shift, cell of the offset).
 * @returns OK, or BAD_PARAMETER when n < 1
 * Source: TA-Lib ta_EMA.c.
 */
export function ema(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  return seededAverage(input, output, from, to, n, 2.0 / <f64>(n + 1), state);
}

/**
 * Exponentially weighted mean that starts at the first value (pandas `ewm(span=n, adjust=False).mean()`).
 *
 * y[0] = x[0]; y[i] = y[i−1] + a·(x[i] − y[i−1]), a = 2/(n+1).
 * Look-back: 0. Degenerate: a flat price gives that price exactly. NaN: a non-finite value gives NaN and starts the
 * recursion anew. State: 64 bytes, as `ema`.
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function ewm(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  return seededAverage(input, output, from, to, 1, 2.0 / <f64>(n + 1), state);
}

/** Moves the shift, before the first bar of a group: onto a price that stands still, or onto the average at an anchor. */
function settleAverage(input: usize, i: i32, state: usize): void {
  const cell = state + 16;
  const shift = load<f64>(state, 8);
  if (standsStill(input, i)) {
    const x = at(input, i - 1);
    begin(cell, value(cell) + (shift - x));
    store<f64>(state, x, 8);
  } else if ((i & (ANCHOR - 1)) == 0) {
    store<f64>(state, shift + value(cell), 8);
    begin(cell, 0);
  }
}

function seededAverage(input: usize, output: usize, from: i32, to: i32, warmUp: i32, a: f64, state: usize): i32 {
  const cell = state + 16;
  const b = 1.0 - a;
  let run = load<i32>(state);
  let careful = from;
  let stop = to;
  for (let i = from; i < to; ) {
    if ((i & 3) == 0 && run >= warmUp) settleAverage(input, i, state);
    const end = groupsEnd(i, stop);
    if (i >= careful && end > i && run >= warmUp) {
      const before = value(cell);
      if (averageGroups(input, output, i, end, a, state)) {
        // Looked for afterwards, while the block is at hand: it is rare, and then computed again up to there.
        const still = stop < to ? end : nextStill(input, i, end, load<f64>(state, 8));
        if (still < end) {
          begin(cell, before);
          stop = still;
          continue;
        }
        run += end - i;
        i = end;
        stop = to;
        continue;
      }
      careful = end;
    }
    const x = at(input, i);
    run = finite(x) ? run + 1 : 0;
    if (run < warmUp || run == 0) {
      put(output, i++, NaN);
      continue;
    }
    let shift = load<f64>(state, 8);
    if (run == warmUp) {
      shift = x;
      seed(cell, shiftedSum(input, i, warmUp, shift) / <f64>warmUp);
    } else {
      step(cell, i, (x - shift) * a, b);
    }
    store<f64>(state, shift, 8);
    put(output, i, shift + value(cell));
    i++;
  }
  store<i32>(state, run);
  return OK;
}

/** Whole groups of one block. @returns false where a value isn't finite; the state is as it was, the output isn't */
function averageGroups(input: usize, output: usize, from: i32, to: i32, a: f64, state: usize): bool {
  const cell = state + 16;
  const b = 1.0 - a;
  const shift = load<f64>(state, 8);
  const weight = f64x2.splat(a);
  const shifts = f64x2.splat(shift);
  const b0 = inner(b);
  const b12 = near(b);
  const b34 = far(b);
  let s = f64x2.splat(value(cell));
  let q = output + (<usize>from << 3);
  const end = input + (<usize>to << 3);
  for (let p = input + (<usize>from << 3); p < end; p += 32, q += 32) {
    const u = pair(f64x2.mul(f64x2.sub(v128.load(p), shifts), weight), b0);
    const v = pair(f64x2.mul(f64x2.sub(v128.load(p, 16), shifts), weight), b0);
    const second = carry(carry(v, high(u), b12), s, b34);
    v128.store(q, f64x2.add(shifts, carry(u, s, b12)));
    v128.store(q, f64x2.add(shifts, second), 16);
    s = high(second);
  }
  const last = f64x2.extract_lane(s, 0);
  if (!finite(last)) return false;
  store<f64>(cell, last);
  return true;
}

/**
 * Exponentially weighted mean with weights that add up to one from the start (pandas `ewm(span=n).mean()`).
 *
 * y[i] = Σ (1−a)^k·x[i−k] / Σ (1−a)^k over all values since the start, a = 2/(n+1).
 * Look-back: 0. Degenerate: a flat price gives that price exactly. NaN: a non-finite value gives NaN and starts anew.
 * State: 32 bytes (i32 finite run, f64 shift, f64 weighted sum, f64 weight).
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function ewmAdjusted(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  const b = 1.0 - 2.0 / <f64>(n + 1);
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let sum = load<f64>(state, 16);
  let weight = load<f64>(state, 24);
  for (let i = from; i < to; i++) {
    const x = at(input, i);
    if (!finite(x)) {
      run = 0;
      put(output, i, NaN);
      continue;
    }
    if (run == 0) {
      shift = x;
      sum = 0;
      weight = 0;
    } else if ((i & (ANCHOR - 1)) == 0) {
      const mean = sum / weight;
      shift += mean;
      sum = 0;
    }
    run++;
    sum = sum * b + (x - shift);
    weight = weight * b + 1.0;
    put(output, i, shift + sum / weight);
  }
  store<i32>(state, run);
  store<f64>(state, shift, 8);
  store<f64>(state, sum, 16);
  store<f64>(state, weight, 24);
  return OK;
}

/**
 * Moving average convergence/divergence: a fast average minus a slow one, its own average, and the distance of the two.
 *
 * line = EMA_fast − EMA_slow, signal = EMA_signal(line) seeded by the mean of the first `signal` lines, histogram = line −
 * signal. ownSeed 0: both averages have their first value at bar slow−1, the fast one seeded with the mean of the `fast`
 * bars that end there, and all outputs start together (TA-Lib). ownSeed 1: each average is seeded at its own n−1 and the
 * line starts at slow−1 (as charting sites do).
 * Look-back: slow + signal − 2 (line with ownSeed: slow − 1). Degenerate: a flat price gives 0 exactly. NaN: a non-finite
 * value gives NaN and starts everything anew. State: 160 bytes (i32 finite run, f64 shift, three cells).
 * @returns OK, or BAD_PARAMETER unless 1 ≤ fast < slow and signal ≥ 1
 * Source: TA-Lib ta_MACD.c.
 */
export function macd(
  input: usize,
  lineOut: usize,
  signalOut: usize,
  histogramOut: usize,
  from: i32,
  to: i32,
  fast: i32,
  slow: i32,
  signal: i32,
  ownSeed: i32,
  state: usize,
): i32 {
  if (fast < 1 || slow <= fast || signal < 1) return BAD_PARAMETER;
  const fastA = 2.0 / <f64>(fast + 1);
  const slowA = 2.0 / <f64>(slow + 1);
  const signalA = 2.0 / <f64>(signal + 1);
  const fastCell = state + 16;
  const slowCell = fastCell + CELL;
  const signalCell = slowCell + CELL;
  const fastSeed = ownSeed != 0 ? fast : slow;
  const complete = slow + signal - 1;
  let run = load<i32>(state);
  let careful = from;
  let stop = to;
  for (let i = from; i < to; ) {
    if ((i & 3) == 0 && run >= slow) settleAverages(input, i, state);
    const end = groupsEnd(i, stop);
    if (i >= careful && end > i && run >= complete) {
      const fastBefore = value(fastCell);
      const slowBefore = value(slowCell);
      const signalBefore = value(signalCell);
      if (macdGroups(input, lineOut, signalOut, histogramOut, i, end, fastA, slowA, signalA, state)) {
        const still = stop < to ? end : nextStill(input, i, end, load<f64>(state, 8));
        if (still < end) {
          begin(fastCell, fastBefore);
          begin(slowCell, slowBefore);
          begin(signalCell, signalBefore);
          stop = still;
          continue;
        }
        run += end - i;
        i = end;
        stop = to;
        continue;
      }
      careful = end;
    }
    const x = at(input, i);
    run = finite(x) ? run + 1 : 0;
    let shift = load<f64>(state, 8);
    if (run == fastSeed) {
      shift = x;
      seed(fastCell, shiftedSum(input, i, fast, shift) / <f64>fast);
    } else if (run > fastSeed) {
      step(fastCell, i, (x - shift) * fastA, 1.0 - fastA);
    }
    if (run == slow) seed(slowCell, shiftedSum(input, i, slow, shift) / <f64>slow);
    else if (run > slow) step(slowCell, i, (x - shift) * slowA, 1.0 - slowA);
    store<f64>(state, shift, 8);

    let line: f64 = NaN;
    let average: f64 = NaN;
    if (run >= slow) {
      line = value(fastCell) - value(slowCell);
      if (run > complete) {
        average = step(signalCell, i, line * signalA, 1.0 - signalA);
      } else {
        // Until the seed is complete the cell holds the sum of the lines.
        seed(signalCell, run == slow ? line : value(signalCell) + line);
        if (run == complete) {
          average = value(signalCell) / <f64>signal;
          seed(signalCell, average);
        }
      }
    }
    put(lineOut, i, run >= complete || ownSeed != 0 ? line : NaN);
    put(signalOut, i, average);
    put(histogramOut, i, line - average);
    i++;
  }
  store<i32>(state, run);
  return OK;
}

/** `settleAverage` for the two averages of the line; at an anchor the shift moves onto the slow one. */
function settleAverages(input: usize, i: i32, state: usize): void {
  const fastCell = state + 16;
  const slowCell = fastCell + CELL;
  const shift = load<f64>(state, 8);
  if (standsStill(input, i)) {
    const x = at(input, i - 1);
    begin(fastCell, value(fastCell) + (shift - x));
    begin(slowCell, value(slowCell) + (shift - x));
    store<f64>(state, x, 8);
  } else if ((i & (ANCHOR - 1)) == 0) {
    const offset = value(slowCell);
    store<f64>(state, shift + offset, 8);
    begin(fastCell, value(fastCell) - offset);
    begin(slowCell, 0);
  }
}

/** Whole groups of one block. @returns false where a value isn't finite; the state is as it was, the outputs aren't */
function macdGroups(
  input: usize,
  lineOut: usize,
  signalOut: usize,
  histogramOut: usize,
  from: i32,
  to: i32,
  fastA: f64,
  slowA: f64,
  signalA: f64,
  state: usize,
): bool {
  const fastCell = state + 16;
  const slowCell = fastCell + CELL;
  const signalCell = slowCell + CELL;
  const shifts = f64x2.splat(load<f64>(state, 8));
  const fastWeight = f64x2.splat(fastA);
  const slowWeight = f64x2.splat(slowA);
  const signalWeight = f64x2.splat(signalA);
  const fast0 = inner(1.0 - fastA);
  const fast12 = near(1.0 - fastA);
  const fast34 = far(1.0 - fastA);
  const slow0 = inner(1.0 - slowA);
  const slow12 = near(1.0 - slowA);
  const slow34 = far(1.0 - slowA);
  const signal0 = inner(1.0 - signalA);
  const signal12 = near(1.0 - signalA);
  const signal34 = far(1.0 - signalA);
  let f = f64x2.splat(value(fastCell));
  let s = f64x2.splat(value(slowCell));
  let g = f64x2.splat(value(signalCell));
  let o = <usize>from << 3;
  const end = <usize>to << 3;
  for (; o < end; o += 32) {
    const x = f64x2.sub(v128.load(input + o), shifts);
    const y = f64x2.sub(v128.load(input + o, 16), shifts);
    const fu = pair(f64x2.mul(x, fastWeight), fast0);
    const fv = pair(f64x2.mul(y, fastWeight), fast0);
    const fastNext = carry(carry(fv, high(fu), fast12), f, fast34);
    const su = pair(f64x2.mul(x, slowWeight), slow0);
    const sv = pair(f64x2.mul(y, slowWeight), slow0);
    const slowNext = carry(carry(sv, high(su), slow12), s, slow34);
    const line = f64x2.sub(carry(fu, f, fast12), carry(su, s, slow12));
    const lineNext = f64x2.sub(fastNext, slowNext);
    const gu = pair(f64x2.mul(line, signalWeight), signal0);
    const gv = pair(f64x2.mul(lineNext, signalWeight), signal0);
    const average = carry(gu, g, signal12);
    const averageNext = carry(carry(gv, high(gu), signal12), g, signal34);
    v128.store(lineOut + o, line);
    v128.store(lineOut + o, lineNext, 16);
    v128.store(signalOut + o, average);
    v128.store(signalOut + o, averageNext, 16);
    v128.store(histogramOut + o, f64x2.sub(line, average));
    v128.store(histogramOut + o, f64x2.sub(lineNext, averageNext), 16);
    f = high(fastNext);
    s = high(slowNext);
    g = high(averageNext);
  }
  const last = f64x2.extract_lane(g, 0);
  if (!finite(last)) return false;
  store<f64>(fastCell, f64x2.extract_lane(f, 0));
  store<f64>(slowCell, f64x2.extract_lane(s, 0));
  store<f64>(signalCell, last);
  return true;
}
