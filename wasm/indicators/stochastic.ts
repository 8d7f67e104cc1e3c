import { BAD_PARAMETER, OK, at, put } from './column';
import { FOLD, foldBytes, slidingExtreme } from './extremes';

// Scratch after 16 bytes of state (i32 finite run of high, i32 of low):
//   fold       foldBytes(n)
//   raw        smoothing + dPeriod − 2 bars carried over, then up to FOLD new ones
//   slow       dPeriod − 1 bars carried over, then up to FOLD new ones
//   lowest     FOLD bars

/**
 * Slow stochastic: where the close stands between the extremes of n bars, smoothed, and the average of that.
 *
 * raw = 100·(close − LL)/(HH − LL); %K = mean of the last `smoothing` raws; %D = mean of the last `dPeriod` %K.
 * Look-back: n + smoothing + dPeriod − 3; both outputs start together. Degenerate: HH = LL gives raw 0 (TA-Lib). NaN: a
 * non-finite high or low inside the window or a non-finite close makes raw NaN, and what is averaged from it.
 * State: 16 bytes and the scratch above.
 * @returns OK, or BAD_PARAMETER when a period is below 1
 * Source: Lane; TA-Lib ta_STOCH.c.
 */
export function stochastic(
  high: usize,
  low: usize,
  close: usize,
  kOut: usize,
  dOut: usize,
  from: i32,
  to: i32,
  n: i32,
  smoothing: i32,
  dPeriod: i32,
  state: usize,
): i32 {
  if (n < 1 || smoothing < 1 || dPeriod < 1) return BAD_PARAMETER;
  const scratch = state + 16;
  const rawBack = smoothing + dPeriod - 2;
  const slowBack = dPeriod - 1;
  const raw = scratch + foldBytes(n);
  const slow = raw + (<usize>(rawBack + FOLD + 2) << 3);
  const lowest = slow + (<usize>(slowBack + FOLD + 2) << 3);
  const rawNow = raw + (<usize>rawBack << 3);
  let highRun = load<i32>(state);
  let lowRun = load<i32>(state, 4);
  if (from == 0) {
    for (let k = 0; k < rawBack; k++) put(raw, k, NaN);
  }
  const perSmoothing = 1.0 / <f64>smoothing;
  const perD = 1.0 / <f64>dPeriod;
  for (let i = from; i < to; i += FOLD) {
    const end = min(to, i + FOLD);
    const count = end - i;
    highRun = slidingExtreme(high, rawNow, i, end, n, highRun, scratch, true);
    lowRun = slidingExtreme(low, lowest, i, end, n, lowRun, scratch, false);
    const closes = close + (<usize>i << 3);
    let k = 0;
    for (; k + 2 <= count; k += 2) {
      const o = <usize>k << 3;
      const c = v128.load(closes + o);
      const l = v128.load(lowest + o);
      const spread = f64x2.sub(v128.load(rawNow + o), l);
      const value = f64x2.div(f64x2.mul(f64x2.sub(c, l), f64x2.splat(100)), spread);
      // A finite close in a spread of 0 gives 0; c − c is NaN for any other close.
      const still = f64x2.eq(spread, f64x2.splat(0));
      const hole = f64x2.sub(c, c);
      v128.store(rawNow + o, f64x2.add(v128.andnot(value, still), hole));
    }
    if (k < count) {
      const c = at(closes, k);
      const l = at(lowest, k);
      const spread = at(rawNow, k) - l;
      put(rawNow, k, (spread == 0 ? 0 : ((c - l) * 100.0) / spread) + (c - c));
    }
    // %K of the block and of the dPeriod − 1 bars before it, from raws alone.
    average(raw, slow, slowBack + count, smoothing, perSmoothing);
    average(slow, dOut + (<usize>i << 3), count, dPeriod, perD);
    const ks = slow + (<usize>slowBack << 3);
    // %K is shown where %D is: d − d is 0 there and NaN elsewhere.
    const base = <usize>i << 3;
    k = 0;
    for (; k + 2 <= count; k += 2) {
      const o = <usize>k << 3;
      const d = v128.load(dOut + base + o);
      v128.store(kOut + base + o, f64x2.add(v128.load(ks + o), f64x2.sub(d, d)));
    }
    if (k < count) {
      const d = at(dOut, i + k);
      put(kOut, i + k, at(ks, k) + (d - d));
    }
    memory.copy(raw, raw + (<usize>count << 3), <usize>rawBack << 3);
  }
  store<i32>(state, highRun);
  store<i32>(state, lowRun, 4);
  return OK;
}

/** target[k] = mean of source[k .. k + n − 1], oldest first, for k < count. */
// @ts-ignore: decorator
@inline
function average(source: usize, target: usize, count: i32, n: i32, inverse: f64): void {
  let k = 0;
  if (n == 3) {
    // The usual length, without an inner loop.
    for (; k + 4 <= count; k += 4) {
      const p = source + (<usize>k << 3);
      const q = target + (<usize>k << 3);
      const a = f64x2.add(f64x2.add(v128.load(p), v128.load(p, 8)), v128.load(p, 16));
      const b = f64x2.add(f64x2.add(v128.load(p, 16), v128.load(p, 24)), v128.load(p, 32));
      v128.store(q, f64x2.mul(a, f64x2.splat(inverse)));
      v128.store(q, f64x2.mul(b, f64x2.splat(inverse)), 16);
    }
  }
  for (; k + 2 <= count; k += 2) {
    const p = source + (<usize>k << 3);
    let sum = v128.load(p);
    for (let j = 1; j < n; j++) sum = f64x2.add(sum, v128.load(p + (<usize>j << 3)));
    v128.store(target + (<usize>k << 3), f64x2.mul(sum, f64x2.splat(inverse)));
  }
  if (k < count) {
    let sum = at(source, k);
    for (let j = 1; j < n; j++) sum += at(source, k + j);
    put(target, k, sum * inverse);
  }
}
