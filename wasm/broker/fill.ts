import {
  CHILD,
  CUT_CASH,
  CUT_NONE,
  CUT_REDUCE_ONLY,
  END_CASH,
  END_FLAT,
  END_REDUCE_ONLY,
  END_SIBLING,
  FILLED,
  FINISHED,
  LIMIT,
  REASON_STOP_LOSS,
  REASON_TAKE_PROFIT,
  REASON_TIME,
  REDUCE_ONLY,
  STATUS_CANCELLED,
  STATUS_FILLED,
  STOP,
  TIME,
} from './codes';
import { begin } from './log';
import {
  accept,
  end,
  finish,
  flagsOf,
  idOf,
  kindOf,
  parentOf,
  remainingOf,
  setRemaining,
  sideOf,
  stopLossOf,
  takeProfitOf,
  timeStopOf,
} from './orders';
import { isCut, lotsDown, lotsNearest, onTick } from './rounding';
import { BrokerState } from './state';

/** Where in the bar an order fills. */
export const AT_OPEN: i32 = 0;
export const INSIDE: i32 = 1;
export const AT_CLOSE: i32 = 2;

/**
 * Fills the order in slot `i` at bar `t`: cuts it (reduce-only, then cash), books price, spread and fee, records the
 * fill, takes it off the siblings, ends the children of a position that is gone, and puts children on what it opened.
 * A maker pays the maker fee and neither slippage nor half-spread. Room for records and children was made sure of.
 */
export function execute(
  s: BrokerState,
  i: i32,
  t: i32,
  refPrice: f64,
  reason: u8,
  maker: bool,
  place: i32,
): void {
  const side = sideOf(s, i);
  const sign = <f64>side;
  const flags = flagsOf(s, i);
  const before = s.position;
  const wanted = remainingOf(s, i);
  let quantity = wanted;
  let cut: u8 = CUT_NONE;

  if (flags & REDUCE_ONLY) {
    const reducible = sign * before < 0 ? Math.abs(before) : 0;
    if (reducible == 0) {
      end(s, i, t, END_REDUCE_ONLY);
      return;
    }
    if (isCut(quantity - reducible)) {
      quantity = reducible;
      cut = CUT_REDUCE_ONLY;
    }
  }

  const price = maker ? refPrice : refPrice * (1 + sign * s.slippage);
  const halfSpread = maker ? 0.0 : s.halfSpread;
  const rate = maker ? s.makerFee : s.takerFee;

  if (side > 0 && !s.unlimitedOverdraft) {
    const worth = s.cash + before * refPrice;
    const floor = -(s.maxLeverage - 1 + s.overdraft) * worth;
    const unitCost = price * (1 + rate) + halfSpread * refPrice;
    const affordable = (s.cash - floor - s.feeFixed) / unitCost;
    if (affordable < quantity) {
      const closing = before < 0 ? Math.min(quantity, -before) : 0;
      const allowed = Math.max(affordable > 0 ? lotsDown(s, affordable) : 0, closing);
      if (isCut(quantity - allowed)) {
        if (allowed <= 0) {
          end(s, i, t, END_CASH);
          return;
        }
        quantity = allowed;
        cut = CUT_CASH;
      }
    }
  }

  const fee = rate * quantity * price + s.feeFixed;
  const spread = halfSpread * quantity * refPrice;
  const slippage = quantity * Math.abs(price - refPrice);
  s.cash -= sign * quantity * price + (spread + fee);
  const after = lotsNearest(s, before + sign * quantity);
  s.position = after;
  const rest = lotsNearest(s, wanted - quantity);
  const status = rest > 0 ? STATUS_CANCELLED : STATUS_FILLED;
  const id = idOf(s, i);
  const parent = parentOf(s, i);
  const at = begin(s, FILLED, status, reason, cut, t, id, parent, sign * quantity);
  store<f64>(at, refPrice, 32);
  store<f64>(at, price, 40);
  store<f64>(at, fee, 48);
  store<f64>(at, slippage, 56);
  store<f64>(at, spread, 64);
  finish(s, i);

  if (flags & CHILD) takeOffSiblings(s, parent, t, quantity);
  if (before != 0 && before * after <= 0) endChildren(s, t);
  if (!(flags & CHILD) && sign * after > 0) {
    const opened = Math.min(quantity, Math.abs(after));
    addChildren(s, i, id, t, opened, price, place);
  }
}

function takeOffSiblings(s: BrokerState, parent: i32, t: i32, quantity: f64): void {
  const n = s.openCount;
  for (let j = 0; j < n; j++) {
    if (kindOf(s, j) == FINISHED || parentOf(s, j) != parent) continue;
    const rest = lotsNearest(s, remainingOf(s, j) - quantity);
    if (rest > 0) setRemaining(s, j, rest);
    else end(s, j, t, END_SIBLING);
  }
}

function endChildren(s: BrokerState, t: i32): void {
  const n = s.openCount;
  for (let j = 0; j < n; j++) {
    if (kindOf(s, j) != FINISHED && flagsOf(s, j) & CHILD) end(s, j, t, END_FLAT);
  }
}

function addChildren(
  s: BrokerState,
  i: i32,
  parent: i32,
  t: i32,
  quantity: f64,
  price: f64,
  place: i32,
): void {
  const stopLoss = stopLossOf(s, i);
  const takeProfit = takeProfitOf(s, i);
  const bars = timeStopOf(s, i);
  const side = -sideOf(s, i);
  const sign = <f64>side;
  const flags = CHILD | REDUCE_ONLY;
  const until = place == INSIDE ? t : -1;
  if (stopLoss > 0) {
    const level = onTick(s, price * (1 + sign * stopLoss), side < 0);
    accept(s, STOP, REASON_STOP_LOSS, side, flags, quantity, level, parent, t, until);
  }
  if (takeProfit > 0) {
    const level = onTick(s, price * (1 - sign * takeProfit), side > 0);
    accept(s, LIMIT, REASON_TAKE_PROFIT, side, flags, quantity, level, parent, t, until);
  }
  if (bars > 0) {
    // Entered at a close, the first bar held is the next one.
    const due = place == AT_CLOSE ? t + bars : t + bars - 1;
    accept(s, TIME, REASON_TIME, side, flags, quantity, 0, parent, t, due);
  }
}
