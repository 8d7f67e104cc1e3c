// What happens to open orders in bar t, in this order:
//   at the open   market orders · stops the open gapped through · limits the open gapped through, each in order of acceptance
//   inside        touched stops, nearest to the open first · touched limits likewise; after each fill the search starts again
//   at the close  time stops
// A child skips the open test of the bar it was born in; born inside a bar, its limit waits for the next bar.
// Unrealistic by construction: queues, partial fills and the path between open, high, low and close are unknown.
import { GAP, LIMIT, MARKET, STOP, TIME } from './codes';
import { AT_CLOSE, AT_OPEN, execute, INSIDE } from './fill';
import { bornOf, kindOf, levelOf, reasonOf, sideOf, sweepOrders, untilOf } from './orders';
import { BrokerState } from './state';

export function matchBar(s: BrokerState, t: i32): void {
  const at = <usize>t << 3;
  matchOpen(s, t, load<f64>(s.open + at));
  matchInside(s, t, load<f64>(s.open + at), load<f64>(s.high + at), load<f64>(s.low + at));
  matchTimeStops(s, t, load<f64>(s.close + at));
  sweepOrders(s);
}

function matchOpen(s: BrokerState, t: i32, open: f64): void {
  const n = s.openCount;
  if (s.openMarkets > 0) fillMarkets(s, t, open, AT_OPEN);
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) != STOP || bornOf(s, i) >= t) continue;
    const level = levelOf(s, i);
    if (sideOf(s, i) < 0 ? open <= level : open >= level) {
      execute(s, i, t, open, reasonOf(s, i) + GAP, false, AT_OPEN);
    }
  }
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) != LIMIT || bornOf(s, i) >= t) continue;
    const level = levelOf(s, i);
    if (sideOf(s, i) > 0 ? open <= level : open >= level) {
      execute(s, i, t, open, reasonOf(s, i) + GAP, true, AT_OPEN);
    }
  }
}

/** Market orders in the order of acceptance. */
export function fillMarkets(s: BrokerState, t: i32, price: f64, place: i32): void {
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) == MARKET) execute(s, i, t, price, reasonOf(s, i), false, place);
  }
}

function matchInside(s: BrokerState, t: i32, open: f64, high: f64, low: f64): void {
  while (true) {
    let i = nearestTouched(s, STOP, t, open, high, low);
    if (i >= 0) {
      const price = Math.min(high, Math.max(low, levelOf(s, i)));
      execute(s, i, t, price, reasonOf(s, i), false, INSIDE);
      continue;
    }
    i = nearestTouched(s, LIMIT, t, open, high, low);
    if (i < 0) return;
    const price = Math.min(high, Math.max(low, levelOf(s, i)));
    execute(s, i, t, price, reasonOf(s, i), true, INSIDE);
  }
}

/** Slot of the touched order of a kind whose fill price is nearest to the open, the earlier one of equals; −1 = none. */
function nearestTouched(s: BrokerState, kind: i32, t: i32, open: f64, high: f64, low: f64): i32 {
  let best = -1;
  let distance: f64 = 0;
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) != kind) continue;
    const level = levelOf(s, i);
    const below = kind == STOP ? sideOf(s, i) < 0 : sideOf(s, i) > 0;
    if (below ? low > level : high < level) continue;
    if (kind == LIMIT && untilOf(s, i) == t) continue;
    const d = Math.abs(Math.min(high, Math.max(low, level)) - open);
    if (best < 0 || d < distance) {
      best = i;
      distance = d;
    }
  }
  return best;
}

function matchTimeStops(s: BrokerState, t: i32, close: f64): void {
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) == TIME && untilOf(s, i) <= t) {
      execute(s, i, t, close, reasonOf(s, i), false, AT_CLOSE);
    }
  }
}
