import {
  CHILD,
  END_BAND,
  END_CANCELLED,
  END_EXPIRED,
  END_LEVERAGE,
  END_LOT,
  END_MIN_NOTIONAL,
  END_REPLACED,
  END_SIBLING,
  FINISHED,
  FRACTION,
  LIMIT,
  MARKET,
  REASON_TARGET,
  REDUCE_ONLY,
  REFUSED,
  STATUS_REJECTED,
  STATUS_SKIPPED,
  STOP,
  STOP_LIMIT,
  TRIGGERED,
  TARGET,
  TRAILING,
} from './codes';
import { AT_CLOSE } from './fill';
import { isSpent } from './groups';
import { record } from './log';
import { markBar } from './mark';
import { fillMarkets } from './match';
import {
  accept,
  boundFlags,
  bound,
  end,
  flagsOf,
  kindOf,
  NEVER,
  pendingOf,
  protect,
  setExtreme,
  setSecond,
  slotOf,
  sweepOrders,
} from './orders';
import { hasRoom, NO_ROOM } from './room';
import { lotsDown, onTick } from './rounding';
import { BrokerState } from './state';

/** Below this an exposure is not larger than another. */
const SAME_EXPOSURE: f64 = 1e-12;

/** Why an order may not be accepted: smallest order, leverage limit; 0 = it may. */
function refusal(s: BrokerState, side: i32, flags: i32, quantity: f64, price: f64): u8 {
  if (flags & REDUCE_ONLY) return 0;
  const before = s.position + pendingOf(s, side);
  const after = before + <f64>side * quantity;
  if (Math.abs(after) <= Math.abs(before) + SAME_EXPOSURE) return 0;
  if (quantity * price < s.minNotional) return END_MIN_NOTIONAL;
  if (Math.abs(after) * price > s.maxLeverage * s.equity * (1 + 1e-9)) return END_LEVERAGE;
  return 0;
}

function refuse(s: BrokerState, status: u8, reason: u8, quantity: f64, level: f64): i32 {
  record(s, REFUSED, status, reason, s.bar, s.orderCount++, -1, quantity, level);
  return reason;
}

/** In fill mode `close` what was just accepted fills at the close it was decided at. */
function fillNow(s: BrokerState): void {
  if (!s.fillAtClose || s.bar < 0 || s.openMarkets == 0) return;
  fillMarkets(s, s.bar, s.price, AT_CLOSE);
  sweepOrders(s);
  markBar(s, s.bar, s.price);
}

/**
 * An order decided at the last close. `level` is the limit or the stop, 0 for a market order; `second` the limit of a
 * stop-limit, or the distance of a trailing stop. `group` −1 = none; `expires` the last bar it lives through.
 * @returns 0 = accepted, −1 = no room, else why it was refused; its number is the last one given
 */
export function brokerSubmit(
  state: usize,
  kind: i32,
  reason: i32,
  side: i32,
  flags: i32,
  quantity: f64,
  level: f64,
  second: f64,
  stopLoss: f64,
  takeProfit: f64,
  trailingStop: f64,
  timeStopBars: i32,
  group: i32,
  expires: i32,
): i32 {
  const s = changetype<BrokerState>(state);
  if (!hasRoom(s)) return NO_ROOM;
  const lots = lotsDown(s, quantity);
  const sign = <f64>side;
  const trails = (flags & TRAILING) != 0;
  const limit = kind == STOP_LIMIT ? onTick(s, second, side > 0) : second;
  let price = s.price;
  let shown: f64 = 0;
  if (trails) {
    shown = onTick(s, s.price * (1 + sign * second), side < 0);
  } else if (kind != MARKET) {
    shown = onTick(s, level, kind == LIMIT ? side > 0 : side < 0);
    price = kind == STOP_LIMIT ? limit : shown;
  }
  if (expires <= s.bar) return refuse(s, STATUS_REJECTED, END_EXPIRED, sign * lots, shown);
  if (lots <= 0) return refuse(s, STATUS_REJECTED, END_LOT, sign * quantity, shown);
  if (isSpent(s, group)) return refuse(s, STATUS_REJECTED, END_SIBLING, sign * lots, shown);
  const no = refusal(s, side, flags, lots, price);
  if (no != 0) return refuse(s, STATUS_REJECTED, no, sign * lots, shown);
  const rare = boundFlags(group, expires) | (kind == STOP_LIMIT ? TRIGGERED : 0);
  const i = accept(s, kind, <u8>reason, side, flags | rare, lots, shown, -1, s.bar, -1);
  protect(s, i, stopLoss, takeProfit, trailingStop, timeStopBars);
  if (rare) bound(s, i, group, expires);
  setSecond(s, i, limit);
  if (trails) setExtreme(s, i, s.price, shown);
  fillNow(s);
  return 0;
}

/** Whether a target differs from the last one ordered by no more than the rebalance band, a share of equity. */
export function withinBand(s: BrokerState, target: f64, unit: i32): bool {
  if (s.lastTargetUnit >= 0 && s.lastTargetUnit != unit) return false;
  const moved = Math.abs(target - s.lastTarget);
  return unit == FRACTION ? moved <= s.band : moved * s.price <= s.band * s.equity;
}

/**
 * A target decided at the last close: a fraction of equity or units, signed.
 * With `recordAll` every refusal leaves a record; else neither a target within the band
 * nor the same target refused again for the same reason does.
 * @returns 0 = accepted, else why not
 */
export function decideTarget(
  s: BrokerState,
  target: f64,
  unit: i32,
  flags: i32,
  stopLoss: f64,
  takeProfit: f64,
  trailingStop: f64,
  timeStopBars: i32,
  group: i32,
  expires: i32,
  recordAll: bool,
): i32 {
  if (expires <= s.bar) return refuse(s, STATUS_REJECTED, END_EXPIRED, 0, 0);
  if (s.flatClearsTarget && target == 0 && s.position == 0 && s.openMarkets == 0) s.lastTarget = 0;
  if (withinBand(s, target, unit)) {
    s.refusedTarget = NaN;
    return recordAll ? refuse(s, STATUS_SKIPPED, END_BAND, 0, 0) : END_BAND;
  }
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) != FINISHED && flagsOf(s, i) & TARGET) end(s, i, s.bar, END_REPLACED);
  }
  sweepOrders(s);
  const wanted = (unit == FRACTION ? (target * s.equity) / s.price : target) - s.position;
  const side = wanted < 0 ? -1 : 1;
  const quantity = lotsDown(s, Math.abs(wanted));
  let no: u8 = END_LOT;
  if (quantity > 0 && isSpent(s, group)) {
    no = END_SIBLING;
  } else if (quantity > 0) {
    no = refusal(s, side, flags, quantity, s.price);
    if (no == 0) {
      const i = accept(
        s,
        MARKET,
        REASON_TARGET,
        side,
        flags | TARGET | boundFlags(group, expires),
        quantity,
        0,
        -1,
        s.bar,
        -1,
      );
      protect(s, i, stopLoss, takeProfit, trailingStop, timeStopBars);
      if (boundFlags(group, expires)) bound(s, i, group, expires);
      s.lastTarget = target;
      s.lastTargetUnit = unit;
      s.refusedTarget = NaN;
      fillNow(s);
      return 0;
    }
  }
  if (s.flatClearsTarget && no == END_LOT && target == 0 && s.position == 0) s.lastTarget = 0;
  const repeated = target == s.refusedTarget && <i32>no == s.refusedReason;
  s.refusedTarget = target;
  s.refusedReason = no;
  if (!recordAll && repeated) return no;
  const status = no == END_LOT ? STATUS_SKIPPED : STATUS_REJECTED;
  return refuse(s, status, no, <f64>side * quantity, 0);
}

/** A target without a name; recorded like those of a column. */
export function brokerSubmitTarget(
  state: usize,
  target: f64,
  unit: i32,
  stopLoss: f64,
  takeProfit: f64,
  trailingStop: f64,
  timeStopBars: i32,
): i32 {
  const s = changetype<BrokerState>(state);
  if (!hasRoom(s)) return NO_ROOM;
  const all = s.recordRepeats != 0;
  return decideTarget(s, target, unit, 0, stopLoss, takeProfit, trailingStop, timeStopBars, -1, NEVER, all);
}

/** A target sent as an order of its own: every refusal is recorded. */
export function brokerSubmitNamedTarget(
  state: usize,
  target: f64,
  unit: i32,
  flags: i32,
  stopLoss: f64,
  takeProfit: f64,
  trailingStop: f64,
  timeStopBars: i32,
  group: i32,
  expires: i32,
): i32 {
  const s = changetype<BrokerState>(state);
  if (!hasRoom(s)) return NO_ROOM;
  return decideTarget(s, target, unit, flags, stopLoss, takeProfit, trailingStop, timeStopBars, group, expires, true);
}

/** Cancels an open order or child by its number. @returns 1 = cancelled, 0 = it was finished, −1 = no room */
export function brokerCancel(state: usize, order: i32): i32 {
  const s = changetype<BrokerState>(state);
  if (!hasRoom(s)) return NO_ROOM;
  const i = slotOf(s, order);
  if (i < 0) return 0;
  end(s, i, s.bar, END_CANCELLED);
  sweepOrders(s);
  return 1;
}

/** Cancels every open order that is not a child. */
export function brokerCancelAll(state: usize): i32 {
  const s = changetype<BrokerState>(state);
  if (!hasRoom(s)) return NO_ROOM;
  const n = s.openCount;
  for (let i = 0; i < n; i++) {
    if (kindOf(s, i) != FINISHED && !(flagsOf(s, i) & CHILD)) end(s, i, s.bar, END_CANCELLED);
  }
  sweepOrders(s);
  return 0;
}
