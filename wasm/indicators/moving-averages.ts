import { ANCHOR, BAD_PARAMETER, OK, at, finite, put } from './column';
import { groupsEnd, high, pairSum, seed, stepSum, value } from './recurrence';

/** Σ (x − shift) over the n values that end at bar i, oldest first. */
export function shiftedSum(input: usize, i: i32, n: i32, shift: f64): f64 {
  let sum: f64 = 0;
  for (let j = i - n + 1; j <= i; j++) sum += at(input, j) - shift;
  return sum;
}

/**
 * Gives flat windows that end in [from, to) their value: a running sum is a rounding away from it, and a rule that
 * compares the price with its mean would decide on that.
 */
function settleFlat(input: usize, output: usize, from: i32, to: i32, n: i32): void {
  if (n == 1) {
    for (let i = from; i < to; i++) {
      const x = at(input, i);
      if (finite(x)) put(output, i, x);
    }
    return;
  }
  // A flat window is n − 1 bars in a row that equal the one before, so one of them is at a multiple of n − 1.
  const stride = n - 1;
  let probe = from - n + 2;
  probe = probe <= 1 ? stride : ((probe + stride - 1) / stride) * stride;
  for (; probe < to; probe += stride) {
    const x = at(input, probe);
    if (x != at(input, probe - 1) || !finite(x)) continue;
    let first = probe - 1;
    while (first > 0 && probe - first < stride && at(input, first - 1) == x) first--;
    let end = probe + 1;
    while (end < to && end - probe < stride && at(input, end) == x) end++;
    for (let i = max(from, first + stride); i < end; i++) put(output, i, x);
  }
}

/**
 * Simple moving average: the mean of the last n values.
 *
 * out[i] = (x[i−n+1] + … + x[i]) / n, as a running sum about a shift, started anew at every 1024th bar.
 * Look-back: n − 1. Degenerate: a flat window gives its value exactly. NaN: a non-finite value inside the window gives
 * NaN until it has left. State: 64 bytes (i32 finite run, f64 shift, cell of the sum).
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function sma(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  const cell = state + 16;
  const inverse = 1.0 / <f64>n;
  let run = load<i32>(state);
  let shift = load<f64>(state, 8);
  let careful = from;
  let settled = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    if (i >= careful && end > i && run >= n) {
      if (smaGroups(input, output, i, end, n, state)) {
        shift = load<f64>(state, 8);
        run += end - i;
        i = end;
        // While the block is at hand: another pass over all of it would take as long as the sums.
        settleFlat(input, output, settled, end, n);
        settled = end;
        continue;
      }
      careful = end;
    }
    const x = at(input, i);
    run = finite(x) ? run + 1 : 0;
    if (run < n) {
      put(output, i, NaN);
    } else if (run == n || (i & (ANCHOR - 1)) == 0) {
      shift = x;
      store<f64>(state, shift, 8);
      seed(cell, shiftedSum(input, i, n, shift));
      put(output, i, shift + value(cell) * inverse);
    } else {
      put(output, i, shift + stepSum(cell, i, x - at(input, i - n)) * inverse);
    }
    i++;
  }
  store<i32>(state, run);
  settleFlat(input, output, settled, to, n);
  return OK;
}

/** Whole groups of one block. @returns false where a value isn't finite; the state is as it was, the output isn't */
function smaGroups(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): bool {
  const cell = state + 16;
  const inverse = f64x2.splat(1.0 / <f64>n);
  const back = <usize>n << 3;
  let shift = load<f64>(state, 8);
  let sum = f64x2.splat(value(cell));
  let p = input + (<usize>from << 3);
  let q = output + (<usize>from << 3);
  const end = input + (<usize>to << 3);
  if ((from & (ANCHOR - 1)) == 0) {
    // The first group of a block is serial: it starts from its anchor.
    shift = at(input, from);
    let s = shiftedSum(input, from, n, shift);
    store<f64>(q, shift + s * (1.0 / <f64>n));
    for (let k = 1; k < 4; k++) {
      s += at(input, from + k) - at(input, from + k - n);
      put(q, k, shift + s * (1.0 / <f64>n));
    }
    sum = f64x2.splat(s);
    p += 32;
    q += 32;
  }
  const shifts = f64x2.splat(shift);
  for (; p < end; p += 32, q += 32) {
    const a = pairSum(f64x2.sub(v128.load(p), v128.load(p - back)));
    const b = pairSum(f64x2.sub(v128.load(p, 16), v128.load(p - back, 16)));
    const first = f64x2.add(a, sum);
    const second = f64x2.add(f64x2.add(b, high(a)), sum);
    v128.store(q, f64x2.add(shifts, f64x2.mul(first, inverse)));
    v128.store(q, f64x2.add(shifts, f64x2.mul(second, inverse)), 16);
    sum = high(second);
  }
  const last = f64x2.extract_lane(sum, 0);
  if (!finite(last)) return false;
  store<f64>(state, shift, 8);
  store<f64>(cell, last);
  return true;
}

/**
 * Linearly weighted moving average: the newest of n values has weight n, the oldest 1.
 *
 * out[i] = Σ_{k=1..n} k·x[i−n+k] / (n(n+1)/2), as running sums about a shift, started anew at every 1024th bar.
 * Look-back: n − 1. Degenerate: a flat window gives its value exactly. NaN: a non-finite value inside the window gives
 * NaN until it has left. State: 112 bytes (i32 finite run, f64 shift, cells of the sum and of the weighted sum).
 * @returns OK, or BAD_PARAMETER when n < 1
 */
export function wma(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): i32 {
  if (n < 1) return BAD_PARAMETER;
  const plain = state + 16;
  const rising = state + 64;
  const length = <f64>n;
  const inverse = 2.0 / (length * (length + 1.0));
  let run = load<i32>(state);
  let careful = from;
  let settled = from;
  for (let i = from; i < to; ) {
    const end = groupsEnd(i, to);
    // A block's first group, which starts from the anchor, is left to the bar-by-bar part.
    if (i >= careful && end > i && run >= n && (i & (ANCHOR - 1)) != 0) {
      if (wmaGroups(input, output, i, end, n, state)) {
        run += end - i;
        i = end;
        settleFlat(input, output, settled, end, n);
        settled = end;
        continue;
      }
      careful = end;
    }
    const x = at(input, i);
    run = finite(x) ? run + 1 : 0;
    if (run < n) {
      put(output, i++, NaN);
      continue;
    }
    if (run == n || (i & (ANCHOR - 1)) == 0) {
      let sum: f64 = 0;
      let weighted: f64 = 0;
      for (let k = 1; k <= n; k++) {
        const d = at(input, i - n + k) - x;
        sum += d;
        weighted += <f64>k * d;
      }
      store<f64>(state, x, 8);
      seed(plain, sum);
      seed(rising, weighted);
    } else {
      stepSum(rising, i, length * (x - load<f64>(state, 8)) - value(plain));
      stepSum(plain, i, x - at(input, i - n));
    }
    put(output, i, load<f64>(state, 8) + value(rising) * inverse);
    i++;
  }
  store<i32>(state, run);
  settleFlat(input, output, settled, to, n);
  return OK;
}

/** Whole groups of one block. @returns false where a value isn't finite; the state is as it was, the output isn't */
function wmaGroups(input: usize, output: usize, from: i32, to: i32, n: i32, state: usize): bool {
  const length = f64x2.splat(<f64>n);
  const inverse = f64x2.splat(2.0 / (<f64>n * (<f64>n + 1.0)));
  const shift = f64x2.splat(load<f64>(state, 8));
  const back = <usize>n << 3;
  let sum = f64x2.splat(value(state + 16));
  let weighted = f64x2.splat(value(state + 64));
  let q = output + (<usize>from << 3);
  const end = input + (<usize>to << 3);
  for (let p = input + (<usize>from << 3); p < end; p += 32, q += 32) {
    const x = v128.load(p);
    const y = v128.load(p, 16);
    const a = pairSum(f64x2.sub(x, v128.load(p - back)));
    const b = pairSum(f64x2.sub(y, v128.load(p - back, 16)));
    const first = f64x2.add(a, sum);
    const second = f64x2.add(f64x2.add(b, high(a)), sum);
    const beforeFirst = v128.shuffle<u64>(sum, first, 1, 2);
    const beforeSecond = v128.shuffle<u64>(first, second, 1, 2);
    const c = pairSum(f64x2.sub(f64x2.mul(length, f64x2.sub(x, shift)), beforeFirst));
    const d = pairSum(f64x2.sub(f64x2.mul(length, f64x2.sub(y, shift)), beforeSecond));
    const third = f64x2.add(c, weighted);
    const fourth = f64x2.add(f64x2.add(d, high(c)), weighted);
    v128.store(q, f64x2.add(shift, f64x2.mul(third, inverse)));
    v128.store(q, f64x2.add(shift, f64x2.mul(fourth, inverse)), 16);
    sum = high(second);
    weighted = high(fourth);
  }
  const last = f64x2.extract_lane(sum, 0);
  if (!finite(last)) return false;
  store<f64>(state + 16, last);
  store<f64>(state + 64, f64x2.extract_lane(weighted, 0));
  return true;
}
