// Open orders as struct of arrays in one block of `capacity` slots, in the order of acceptance:
//
//   f64 remaining · f64 level · f64 stopLoss · f64 takeProfit · f64 trailingStop
//   f64 second (limit of a stop-limit; distance of a trailing stop) · f64 extreme (of a trailing stop)
//   i32 id · i32 kind · i32 side (+1 buy, −1 sell) · i32 flags · i32 reason · i32 parent (−1 none)
//   i32 born (bar of decision; of the parent's fill for a child) · i32 until · i32 timeStopBars
//   i32 group (−1 none) · i32 expires (last bar) · i32 set (of a parent, fills that made children; of a child, which)
//
// `until`: of a time stop the bar it fills at; of a limit the bar it may not fill inside; of a child born inside a bar,
// that bar; else −1.
// A finished order keeps its slot, kind FINISHED, until sweepOrders: indices stay valid within a stage.
import {
  ACCEPTED,
  CHILD,
  CLOSED,
  END_EXPIRED,
  FINISHED,
  LIMIT,
  EXPIRING,
  GROUPED,
  MARKET,
  RARE,
  REDUCE_ONLY,
  REST,
  STATUS_CANCELLED,
  STATUS_EXPIRED,
  STATUS_OPEN,
} from './codes';
import { record } from './log';
import { BrokerState } from './state';

const FLOATS: i32 = 7;
const INTS: i32 = 12;
const SLOT_BYTES: i32 = FLOATS * 8 + INTS * 4;

/** An order without a last bar. */
export const NEVER: i32 = i32.MAX_VALUE;

export function brokerOrderBytes(): i32 {
  return SLOT_BYTES;
}

function f64At(s: BrokerState, array: i32, i: i32): usize {
  return s.orders + <usize>(((array * s.orderCapacity) + i) << 3);
}
function i32At(s: BrokerState, array: i32, i: i32): usize {
  return s.orders + <usize>(s.orderCapacity * FLOATS * 8) + <usize>(((array * s.orderCapacity) + i) << 2);
}

export function remainingOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 0, i));
}
export function setRemaining(s: BrokerState, i: i32, value: f64): void {
  store<f64>(f64At(s, 0, i), value);
}
export function levelOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 1, i));
}
export function stopLossOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 2, i));
}
export function takeProfitOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 3, i));
}
export function trailingStopOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 4, i));
}
export function secondOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 5, i));
}
export function setSecond(s: BrokerState, i: i32, value: f64): void {
  store<f64>(f64At(s, 5, i), value);
}
export function extremeOf(s: BrokerState, i: i32): f64 {
  return load<f64>(f64At(s, 6, i));
}
/** A trailing stop's best price so far and the level that follows from it. */
export function setExtreme(s: BrokerState, i: i32, extreme: f64, level: f64): void {
  store<f64>(f64At(s, 6, i), extreme);
  store<f64>(f64At(s, 1, i), level);
}
export function idOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 0, i));
}
export function kindOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 1, i));
}
export function sideOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 2, i));
}
export function flagsOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 3, i));
}
export function reasonOf(s: BrokerState, i: i32): u8 {
  return <u8>load<i32>(i32At(s, 4, i));
}
export function parentOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 5, i));
}
export function bornOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 6, i));
}
export function untilOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 7, i));
}
export function timeStopOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 8, i));
}

/** Group of an order flagged as grouped. */
export function groupOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 9, i));
}
/** Last bar of an order flagged as expiring. */
export function expiresOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 10, i));
}
/** The flags of an order with a group, −1 = none, and a last bar. */
export function boundFlags(group: i32, expires: i32): i32 {
  return (group >= 0 ? GROUPED : 0) | (expires != NEVER ? EXPIRING : 0);
}
/** Group and last bar of an order. */
export function bound(s: BrokerState, i: i32, group: i32, expires: i32): void {
  store<i32>(i32At(s, 9, i), group);
  store<i32>(i32At(s, 10, i), expires);
}
export function setOf(s: BrokerState, i: i32): i32 {
  return load<i32>(i32At(s, 11, i));
}
export function setSet(s: BrokerState, i: i32, set: i32): void {
  store<i32>(i32At(s, 11, i), set);
}

/** A triggered stop-limit, or a limit the bar's volume left over: it rests, and bar `t` has no more of it inside. */
export function rest(s: BrokerState, i: i32, t: i32, level: f64): void {
  store<f64>(f64At(s, 1, i), level);
  store<i32>(i32At(s, 1, i), LIMIT);
  store<i32>(i32At(s, 7, i), t);
}

/** What the bar's volume left of a touched stop or a time stop: a market order for the next open. */
export function becomeMarket(s: BrokerState, i: i32): void {
  store<i32>(i32At(s, 1, i), MARKET);
  store<i32>(i32At(s, 4, i), reasonOf(s, i) | REST);
  s.openMarkets++;
}

/** Takes the next order number, writes its record and its slot. Room was made sure of. @returns the slot */
export function accept(
  s: BrokerState,
  kind: i32,
  reason: u8,
  side: i32,
  flags: i32,
  quantity: f64,
  level: f64,
  parent: i32,
  born: i32,
  until: i32,
): i32 {
  const i = s.openCount++;
  const id = s.orderCount++;
  store<f64>(f64At(s, 0, i), quantity);
  store<f64>(f64At(s, 1, i), level);
  store<i32>(i32At(s, 0, i), id);
  store<i32>(i32At(s, 1, i), kind);
  store<i32>(i32At(s, 2, i), side);
  store<i32>(i32At(s, 3, i), flags);
  store<i32>(i32At(s, 4, i), reason);
  store<i32>(i32At(s, 5, i), parent);
  store<i32>(i32At(s, 6, i), born);
  store<i32>(i32At(s, 7, i), until);
  store<i32>(i32At(s, 11, i), 1);
  if (kind == MARKET) s.openMarkets++;
  if (flags & RARE) s.openRare++;
  record(s, ACCEPTED, STATUS_OPEN, reason, born, id, parent, <f64>side * quantity, level);
  return i;
}

/** Exits to be put on what the order's fill opens. */
export function protect(
  s: BrokerState,
  i: i32,
  stopLoss: f64,
  takeProfit: f64,
  trailingStop: f64,
  timeStopBars: i32,
): void {
  store<f64>(f64At(s, 2, i), stopLoss);
  store<f64>(f64At(s, 3, i), takeProfit);
  store<f64>(f64At(s, 4, i), trailingStop);
  store<i32>(i32At(s, 8, i), timeStopBars);
}

/** Marks the slot's order as finished. */
export function finish(s: BrokerState, i: i32): void {
  const kind = i32At(s, 1, i);
  if (load<i32>(kind) == MARKET) s.openMarkets--;
  if (s.openRare > 0 && flagsOf(s, i) & RARE) s.openRare--;
  store<i32>(kind, FINISHED);
  s.hasFinished = 1;
}

/** Ends an order that was not filled, or its rest, and records why. */
export function end(s: BrokerState, i: i32, bar: i32, reason: u8): void {
  const quantity = <f64>sideOf(s, i) * remainingOf(s, i);
  const status = reason == END_EXPIRED ? STATUS_EXPIRED : STATUS_CANCELLED;
  record(s, CLOSED, status, reason, bar, idOf(s, i), parentOf(s, i), quantity, 0);
  finish(s, i);
}

/** Closes the gaps finished orders left. */
export function sweepOrders(s: BrokerState): void {
  if (!s.hasFinished) return;
  s.hasFinished = 0;
  let to = 0;
  const n = s.openCount;
  for (let from = 0; from < n; from++) {
    if (kindOf(s, from) == FINISHED) continue;
    if (to != from) {
      for (let a = 0; a < FLOATS; a++) store<f64>(f64At(s, a, to), load<f64>(f64At(s, a, from)));
      for (let a = 0; a < INTS; a++) store<i32>(i32At(s, a, to), load<i32>(i32At(s, a, from)));
    }
    to++;
  }
  s.openCount = to;
}

/** Signed rest of the open orders of a side that could add to the position: no children, no reduce-only orders. */
export function pendingOf(s: BrokerState, side: i32): f64 {
  let sum: f64 = 0;
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) == FINISHED || sideOf(s, i) != side) continue;
    if (flagsOf(s, i) & (REDUCE_ONLY | CHILD)) continue;
    sum += remainingOf(s, i);
  }
  return <f64>side * sum;
}

/** Gives the orders a block of `capacity` slots; they move along. */
export function brokerMoveOrders(state: usize, block: usize, capacity: i32): void {
  const s = changetype<BrokerState>(state);
  const old = s.orders;
  const slots = s.orderCapacity;
  const n = <usize>s.openCount;
  for (let a = 0; a < FLOATS; a++) {
    memory.copy(block + <usize>(a * capacity) * 8, old + <usize>(a * slots) * 8, n * 8);
  }
  const to = block + <usize>(capacity * FLOATS * 8);
  const from = old + <usize>(slots * FLOATS * 8);
  for (let a = 0; a < INTS; a++) {
    memory.copy(to + <usize>(a * capacity) * 4, from + <usize>(a * slots) * 4, n * 4);
  }
  s.orders = block;
  s.orderCapacity = capacity;
}

export function brokerOrderCapacity(state: usize): i32 {
  return changetype<BrokerState>(state).orderCapacity;
}

export function brokerOpenCount(state: usize): i32 {
  return changetype<BrokerState>(state).openCount;
}

/** Number of the order in a slot, for listing the open ones. */
export function brokerOpenOrder(state: usize, slot: i32): i32 {
  return idOf(changetype<BrokerState>(state), slot);
}

/** Level an open order is tested by in the next bar, by its number: its stop or its limit; 0 = none, NaN = it is finished. */
export function brokerLevel(state: usize, order: i32): f64 {
  const s = changetype<BrokerState>(state);
  const i = slotOf(s, order);
  return i < 0 ? NaN : levelOf(s, i);
}

/** Slot of the open order with that number, −1 = finished or unknown. */
export function slotOf(s: BrokerState, id: i32): i32 {
  const n = s.openCount;
  for (let i = 0; i < n; i++) if (kindOf(s, i) != FINISHED && idOf(s, i) == id) return i;
  return -1;
}

/** Number of a child of `parent` by its set and its reason, rest or not; −1 = none open. */
export function brokerChild(state: usize, parent: i32, set: i32, reason: i32): i32 {
  const s = changetype<BrokerState>(state);
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) == FINISHED || parentOf(s, i) != parent || setOf(s, i) != set) continue;
    if ((<i32>reasonOf(s, i) & (<i32>REST - 1)) == reason) return idOf(s, i);
  }
  return -1;
}
