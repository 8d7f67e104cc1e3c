// What happens in bar t, in this order:
//   at the open   charges · liquidation · market orders · stops the open gapped through, a stop-limit's stop among
//                 them · limits the open gapped through, each in order of acceptance
//   inside        touched stops and liquidation, nearest to the open first · touched limits likewise; after each fill
//                 the search starts again
//   at the close  time stops; stop-limits that were touched begin to rest as limits; trailing stops are moved; what
//                 lived until this bar expires
// A child skips the open test of the bar it was born in; born inside a bar, its limit waits for the next bar.
// Unrealistic by construction: queues and the path between open, high, low and close are unknown.
import { charge, liquidate, liquidateAtOpen, liquidationPrice } from './carry';
import {
  END_EXPIRED,
  EXPIRING,
  FINISHED,
  GAP,
  GROUPED,
  LIMIT,
  MARKET,
  RARE,
  REASON_LIQUIDATION,
  STOP,
  STOP_LIMIT,
  TIME,
  TRAILING,
} from './codes';
import { AT_CLOSE, AT_OPEN, execute, INSIDE } from './fill';
import {
  bornOf,
  end,
  expiresOf,
  extremeOf,
  flagsOf,
  groupOf,
  kindOf,
  levelOf,
  reasonOf,
  rest,
  secondOf,
  setExtreme,
  sideOf,
  sweepOrders,
  untilOf,
} from './orders';
import { onTick } from './rounding';
import { BrokerState } from './state';

export function matchBar(s: BrokerState, t: i32): void {
  const at = <usize>t << 3;
  const open = load<f64>(s.open + at);
  const onlyMarkets = s.openMarkets == s.openCount && !s.carries;
  if (s.carries) {
    charge(s, t, open);
    liquidateAtOpen(s, t, open);
  }
  const n = s.openCount;
  if (s.openMarkets > 0) fillMarkets(s, t, open, AT_OPEN);
  // What most bars with an order are: nothing is left for the rest of the bar.
  if (onlyMarkets && s.openMarkets == 0 && s.openCount == n) {
    s.openCount = 0;
    s.hasFinished = 0;
    return;
  }
  const high = load<f64>(s.high + at);
  const low = load<f64>(s.low + at);
  const close = load<f64>(s.close + at);
  matchGaps(s, t, open);
  matchInside(s, t, open, high, low, close);
  matchTimeStops(s, t, close);
  if (s.openRare > 0) closeBar(s, t, high, low);
  sweepOrders(s);
}

/** Stops, then limits, the open is at or beyond. */
function matchGaps(s: BrokerState, t: i32, open: f64): void {
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (!isGapped(s, i, true, t, open)) continue;
    if (kindOf(s, i) == STOP) {
      execute(s, i, t, open, reasonOf(s, i) + GAP, false, AT_OPEN);
      continue;
    }
    const limit = secondOf(s, i);
    const fits = sideOf(s, i) > 0 ? open <= limit : open >= limit;
    rest(s, i, t, limit);
    if (fits) execute(s, i, t, open, reasonOf(s, i) + GAP, true, AT_OPEN);
  }
  for (let i = 0; i < n; i++) {
    if (!isGapped(s, i, false, t, open)) continue;
    execute(s, i, t, open, reasonOf(s, i) + GAP, true, AT_OPEN);
  }
}

/** Whether the open is at or beyond the level of a stop (stop-limits too), or of a limit. */
// @ts-ignore: decorator
@inline
function isGapped(s: BrokerState, i: i32, stops: bool, t: i32, open: f64): bool {
  const kind = kindOf(s, i);
  if (stops ? kind != STOP && kind != STOP_LIMIT : kind != LIMIT) return false;
  if (bornOf(s, i) >= t || untilOf(s, i) == t) return false;
  const level = levelOf(s, i);
  return sideOf(s, i) < 0 == stops ? open <= level : open >= level;
}

/** Market orders in the order of acceptance. */
export function fillMarkets(s: BrokerState, t: i32, price: f64, place: i32): void {
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) == MARKET) execute(s, i, t, price, reasonOf(s, i), false, place);
  }
}

function matchInside(s: BrokerState, t: i32, open: f64, high: f64, low: f64, close: f64): void {
  while (true) {
    let i = nearestTouched(s, STOP, t, open, high, low, close);
    if (s.carries) {
      const forced = liquidationPrice(s, high, low);
      if (forced == forced) {
        const first =
          i < 0 || Math.abs(forced - open) <= Math.abs(within(levelOf(s, i), high, low) - open);
        if (first) {
          liquidate(s, t, forced, REASON_LIQUIDATION);
          continue;
        }
      }
    }
    if (i >= 0) {
      execute(s, i, t, within(levelOf(s, i), high, low), reasonOf(s, i), false, INSIDE);
      continue;
    }
    i = nearestTouched(s, LIMIT, t, open, high, low, close);
    if (i < 0) break;
    execute(s, i, t, within(levelOf(s, i), high, low), reasonOf(s, i), true, INSIDE);
  }
}

// @ts-ignore: decorator
@inline
function within(level: f64, high: f64, low: f64): f64 {
  return Math.min(high, Math.max(low, level));
}

/** Whether the bar reaches the order's level. A limit that begins to rest in this bar waits for the next. */
// @ts-ignore: decorator
@inline
function isTouched(s: BrokerState, i: i32, t: i32, high: f64, low: f64): bool {
  const kind = kindOf(s, i);
  const level = levelOf(s, i);
  if (kind == LIMIT) {
    if (untilOf(s, i) == t) return false;
    return sideOf(s, i) > 0 ? low <= level : high >= level;
  }
  if (kind != STOP && kind != STOP_LIMIT) return false;
  return sideOf(s, i) < 0 ? low <= level : high >= level;
}

/** Slot of the touched order of a kind whose fill price is nearest to the open, the earlier one of equals; −1 = none. */
function nearestTouched(
  s: BrokerState,
  kind: i32,
  t: i32,
  open: f64,
  high: f64,
  low: f64,
  close: f64,
): i32 {
  let best = -1;
  let distance: f64 = 0;
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) != kind || !isTouched(s, i, t, high, low)) continue;
    const d = Math.abs(within(levelOf(s, i), high, low) - open);
    if (best >= 0 && d >= distance) continue;
    if (s.openRare > 0 && !isWorst(s, i, t, high, low, close)) continue;
    best = i;
    distance = d;
  }
  return best;
}

/**
 * R13: of the touched orders of a group the one with the lowest side · (close − reference price) fills; of equals a stop
 * before a limit, then the earlier one. A stop-limit that is touched only begins to rest.
 */
function isWorst(s: BrokerState, i: i32, t: i32, high: f64, low: f64, close: f64): bool {
  if (!(flagsOf(s, i) & GROUPED)) return true;
  const group = groupOf(s, i);
  const mine = <f64>sideOf(s, i) * (close - within(levelOf(s, i), high, low));
  const isLimit = kindOf(s, i) == LIMIT ? 1 : 0;
  const n = s.openCount;
  for (let j = 0; j < n; j++) {
    const kind = kindOf(s, j);
    if (j == i || (kind != STOP && kind != LIMIT) || !(flagsOf(s, j) & GROUPED)) continue;
    if (groupOf(s, j) != group) continue;
    if (!isTouched(s, j, t, high, low)) continue;
    const other = <f64>sideOf(s, j) * (close - within(levelOf(s, j), high, low));
    if (other < mine) return false;
    if (other > mine) continue;
    const second = kind == LIMIT ? 1 : 0;
    if (second < isLimit || (second == isLimit && j < i)) return false;
  }
  return true;
}

function matchTimeStops(s: BrokerState, t: i32, close: f64): void {
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) == TIME && untilOf(s, i) <= t) {
      execute(s, i, t, close, reasonOf(s, i), false, AT_CLOSE);
    }
  }
}

/** R14, R15, R17: stop-limits that were touched rest as limits, trailing stops follow the bar's extreme, both from the next bar on; orders end after their last bar. */
function closeBar(s: BrokerState, t: i32, high: f64, low: f64): void {
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    const kind = kindOf(s, i);
    const flags = flagsOf(s, i);
    if (kind == FINISHED || !(flags & RARE)) continue;
    if (flags & EXPIRING && expiresOf(s, i) <= t) {
      end(s, i, t, END_EXPIRED);
      continue;
    }
    if (kind == STOP_LIMIT && isTouched(s, i, t, high, low)) rest(s, i, t, secondOf(s, i));
    // One born inside the bar can't tell what of the bar came after it.
    if (kind != STOP || !(flags & TRAILING) || untilOf(s, i) == t) continue;
    const sells = sideOf(s, i) < 0;
    const extreme = sells ? Math.max(extremeOf(s, i), high) : Math.min(extremeOf(s, i), low);
    const trail = secondOf(s, i);
    setExtreme(s, i, extreme, onTick(s, extreme * (sells ? 1 - trail : 1 + trail), sells));
  }
}
