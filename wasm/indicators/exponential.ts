import { ANCHOR, BAD_PARAMETER, OK, allFinite, at, blockEnd, finite, put } from './column';
import { shiftedSum } from './moving-averages';

// Every average below is kept as `shift + offset`: the recursion runs over offsets, so a flat price stays exact, and
// `offset·(1−a) + (x−shift)·a` waits for one multiplication and one addition only. At every 1024th bar the offset moves
// into the shift.

/**
 * Exponential moving average, seeded as TA-Lib does.
 *
 * y[n−1] = mean of the first n values; y[i] = y[i−1] + a·(x[i] − y[i−1]), a = 2/(n+1).
 * Look-back: n − 1. Degenerate: a flat price gives that price exactly. NaN: a non-finite value gives NaN and starts the
 * recursion anew, with its full warm-up. State: 24 bytes (i32 finite run, f64 shift, f64 offset).
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
 * recursion anew. State: 24 bytes, as `ema`.
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function ewm(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  return seededAverage(input, output, from, to, 1, 2.0 / <f64>(n + 1), state);
}

function seededAverage(input: usize, output: usize, from: i32, to: i32, warmUp: i32, a: f64, state: usize): i32 {
  const b = 1.0 - a;
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let offset = load<f64>(state, 16);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    if (run >= warmUp && allFinite(input, i, end)) {
      run += end - i;
      if ((i & (ANCHOR - 1)) == 0) {
        shift += offset;
        offset = 0;
      }
      for (; i < end; i++) {
        offset = offset * b + (at(input, i) - shift) * a;
        put(output, i, shift + offset);
      }
      continue;
    }
    for (; i < end; i++) {
      const x = at(input, i);
      run = finite(x) ? run + 1 : 0;
      if (run < warmUp || run == 0) {
        put(output, i, NaN);
        continue;
      }
      if (run == warmUp) {
        shift = x;
        offset = shiftedSum(input, i, warmUp, shift) / <f64>warmUp;
      } else {
        if ((i & (ANCHOR - 1)) == 0) {
          shift += offset;
          offset = 0;
        }
        offset = offset * b + (x - shift) * a;
      }
      put(output, i, shift + offset);
    }
  }
  store<i32>(state, run);
  store<f64>(state, shift, 8);
  store<f64>(state, offset, 16);
  return OK;
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
 * value gives NaN and starts everything anew. State: 48 bytes.
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
  const fastB = 1.0 - fastA;
  const slowB = 1.0 - slowA;
  const signalB = 1.0 - signalA;
  const complete = slow + signal - 1;
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let fastOffset = load<f64>(state, 16);
  let slowOffset = load<f64>(state, 24);
  let average = load<f64>(state, 32);
  let i = from;
  while (i < to) {
    const end = blockEnd(i, to);
    if (run >= complete && allFinite(input, i, end)) {
      run += end - i;
      if ((i & (ANCHOR - 1)) == 0) {
        shift += slowOffset;
        fastOffset -= slowOffset;
        slowOffset = 0;
      }
      for (; i < end; i++) {
        const x = at(input, i) - shift;
        fastOffset = fastOffset * fastB + x * fastA;
        slowOffset = slowOffset * slowB + x * slowA;
        const line = fastOffset - slowOffset;
        average = average * signalB + line * signalA;
        put(lineOut, i, line);
        put(signalOut, i, average);
        put(histogramOut, i, line - average);
      }
      continue;
    }
    for (; i < end; i++) {
      const x = at(input, i);
      run = finite(x) ? run + 1 : 0;
      if (run > slow && (i & (ANCHOR - 1)) == 0) {
        shift += slowOffset;
        fastOffset -= slowOffset;
        slowOffset = 0;
      }
      const fastSeed = ownSeed != 0 ? fast : slow;
      if (run == fastSeed) {
        shift = x;
        fastOffset = shiftedSum(input, i, fast, shift) / <f64>fast;
      } else if (run > fastSeed) {
        fastOffset = fastOffset * fastB + (x - shift) * fastA;
      }
      if (run < slow) {
        put(lineOut, i, NaN);
        put(signalOut, i, NaN);
        put(histogramOut, i, NaN);
        continue;
      }
      if (run == slow) {
        slowOffset = shiftedSum(input, i, slow, shift) / <f64>slow;
        average = 0;
      } else {
        slowOffset = slowOffset * slowB + (x - shift) * slowA;
      }
      const line = fastOffset - slowOffset;
      if (run <= complete) {
        // Until the seed is complete `average` holds the sum of the lines.
        average += line;
        if (run == complete) average /= <f64>signal;
      } else {
        average = average * signalB + line * signalA;
      }
      const shown = run >= complete;
      put(lineOut, i, shown || ownSeed != 0 ? line : NaN);
      put(signalOut, i, shown ? average : NaN);
      put(histogramOut, i, shown ? line - average : NaN);
    }
  }
  store<i32>(state, run);
  store<f64>(state, shift, 8);
  store<f64>(state, fastOffset, 16);
  store<f64>(state, slowOffset, 24);
  store<f64>(state, average, 32);
  return OK;
}
