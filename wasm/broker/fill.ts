import {
  CHILD,
  CUT_CASH,
  CUT_NONE,
  CUT_PARTICIPATION,
  CUT_REDUCE_ONLY,
  END_CASH,
  END_FLAT,
  END_REDUCE_ONLY,
  END_SIBLING,
  FILLED,
  FINISHED,
  GROUPED,
  LIMIT,
  MARKET,
  REASON_STOP_LOSS,
  REASON_TAKE_PROFIT,
  REASON_TIME,
  REASON_TRAILING_EXIT,
  REDUCE_ONLY,
  STATUS_CANCELLED,
  STATUS_FILLED,
  STATUS_OPEN,
  STOP,
  TIME,
  TRAILING,
} from './codes';
import { slippageAt } from './carry';
import { spend } from './groups';
import { begin } from './log';
import {
  accept,
  becomeMarket,
  end,
  finish,
  flagsOf,
  idOf,
  kindOf,
  levelOf,
  parentOf,
  remainingOf,
  rest as restAsLimit,
  setExtreme,
  setOf,
  setRemaining,
  setSecond,
  setSet,
  sideOf,
  stopLossOf,
  takeProfitOf,
  timeStopOf,
  trailingStopOf,
} from './orders';
import { isCut, lotsDown, lotsNearest, onTick } from './rounding';
import { BrokerState } from './state';
import { useVolume, volumeLeft } from './volume';

/** Where in the bar an order fills. */
export const AT_OPEN: i32 = 0;
export const INSIDE: i32 = 1;
export const AT_CLOSE: i32 = 2;

/**
 * Fills the order in slot `i` at bar `t`: cuts it (reduce-only, cash, then the bar's volume), books price, spread and
 * fee, records the fill, cancels the others of its group, takes it off the siblings, ends the children of a position
 * that is gone, and puts children on what it opened. What the volume left over stays open, everything else left is
 * cancelled.
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

  const price = maker ? refPrice : refPrice * (1 + sign * slippageAt(s, t));
  const halfSpread = maker ? 0.0 : s.halfSpread;
  const rate = maker ? s.makerFee : s.takerFee;

  if (s.strictCash && side < 0) {
    const held = before > 0 ? before : 0;
    if (isCut(quantity - held)) {
      if (held <= 0) {
        end(s, i, t, END_CASH);
        return;
      }
      quantity = held;
      cut = CUT_CASH;
    }
  }
  if (side > 0 && (s.strictCash || !s.unlimitedOverdraft)) {
    const worth = s.cash + before * refPrice;
    const floor = s.strictCash ? 0 : -(s.maxLeverage - 1 + s.overdraft) * worth;
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

  if (s.participation > 0) {
    const left = volumeLeft(s, t);
    if (isCut(quantity - left)) {
      if (left <= 0) {
        wait(s, i, t);
        return;
      }
      quantity = left;
      cut = CUT_PARTICIPATION;
    }
    useVolume(s, t, quantity);
  }

  const fee = rate * quantity * price + s.feeFixed;
  const spread = halfSpread * quantity * refPrice;
  const slippage = quantity * Math.abs(price - refPrice);
  s.cash -= sign * quantity * price + (spread + fee);
  const after = lotsNearest(s, before + sign * quantity);
  s.position = after;
  const rest = lotsNearest(s, wanted - quantity);
  const stays = rest > 0 && cut == CUT_PARTICIPATION;
  const status = stays ? STATUS_OPEN : rest > 0 ? STATUS_CANCELLED : STATUS_FILLED;
  const id = idOf(s, i);
  const parent = parentOf(s, i);
  const at = begin(s, FILLED, status, reason, cut, t, id, parent, sign * quantity);
  store<f64>(at, refPrice, 32);
  store<f64>(at, price, 40);
  store<f64>(at, fee, 48);
  store<f64>(at, slippage, 56);
  store<f64>(at, spread, 64);
  if (stays) {
    setRemaining(s, i, rest);
    wait(s, i, t);
  } else {
    finish(s, i);
  }

  if (flags & GROUPED) spend(s, i, t);
  if (flags & CHILD) takeOffSiblings(s, i, parent, t, quantity);
  if (before != 0 && before * after <= 0) endChildren(s, t);
  if (flags & CHILD) return;
  if (sign * after > 0) {
    const opened = Math.min(quantity, Math.abs(after));
    addChildren(s, i, id, t, opened, price, place);
  }
  if (stays) setSet(s, i, setOf(s, i) + 1);
}

/** What the bar's volume has no room for: limits go on resting, anything else becomes a market order for the next open. */
function wait(s: BrokerState, i: i32, t: i32): void {
  const kind = kindOf(s, i);
  if (kind == LIMIT) restAsLimit(s, i, t, levelOf(s, i));
  else if (kind != MARKET) becomeMarket(s, i);
}

function takeOffSiblings(s: BrokerState, i: i32, parent: i32, t: i32, quantity: f64): void {
  const n = s.openCount;
  const set = setOf(s, i);
  for (let j = 0; j < n; j++) {
    if (j == i || kindOf(s, j) == FINISHED) continue;
    if (parentOf(s, j) != parent || setOf(s, j) != set) continue;
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
  const trail = trailingStopOf(s, i);
  const set = setOf(s, i);
  const first = s.openCount;
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
  if (trail > 0) {
    const level = onTick(s, price * (1 + sign * trail), side < 0);
    const reason = REASON_TRAILING_EXIT;
    const j = accept(s, STOP, reason, side, flags | TRAILING, quantity, level, parent, t, until);
    setSecond(s, j, trail);
    setExtreme(s, j, price, level);
  }
  if (set == 1) return;
  for (let j = first; j < s.openCount; j++) setSet(s, j, set);
}
