// What holding costs, and what happens when it can't be paid: funding, borrowing, interest, liquidation.
import {
  CHARGE_BORROW,
  CHARGE_FUNDING,
  CHARGE_INTEREST,
  CHARGED,
  END_LIQUIDATION,
  FILLED,
  FINISHED,
  GAP,
  REASON_LIQUIDATION,
  STATUS_FILLED,
} from './codes';
import { begin } from './log';
import { end, kindOf } from './orders';
import { BrokerState } from './state';
import { useVolume } from './volume';

/** Whether the account as it stands is charged, or may be liquidated, by a bar on which no order is open. */
// @ts-ignore: decorator
@inline
export function isCharged(s: BrokerState): bool {
  return s.carries != 0 && (s.position != 0 || s.cash < 0);
}

/** R8: funding, borrowed units and interest of the position and cash carried into the bar leave cash at its open. */
export function charge(s: BrokerState, t: i32, open: f64): void {
  const held = s.position;
  const debt = s.cash < 0 ? -s.cash : 0;
  if (held != 0 && s.funding != 0) {
    pay(s, t, CHARGE_FUNDING, open, held * open * load<f64>(s.funding + (<usize>t << 3)));
  }
  if (held < 0) pay(s, t, CHARGE_BORROW, open, -held * open * s.borrowShort);
  if (debt > 0) pay(s, t, CHARGE_INTEREST, 0, debt * s.borrowCash);
}

function pay(s: BrokerState, t: i32, what: u8, price: f64, money: f64): void {
  if (money == 0) return;
  s.cash -= money;
  const at = begin(s, CHARGED, STATUS_FILLED, what, 0, t, -1, -1, s.position);
  store<f64>(at, price, 32);
  store<f64>(at, 0, 40);
  store<f64>(at, money, 48);
  store<f64>(at, 0, 56);
  store<f64>(at, 0, 64);
}

/** R28 at the open: equity there no more than the maintenance margin of the position there. */
export function liquidateAtOpen(s: BrokerState, t: i32, open: f64): void {
  const held = s.position;
  if (s.maintenance == 0 || held == 0) return;
  if (s.cash + held * open > s.maintenance * Math.abs(held) * open) return;
  liquidate(s, t, open, REASON_LIQUIDATION + GAP);
}

/**
 * R28 inside the bar: the price at which equity is the maintenance margin, moved into the bar.
 * @returns NaN where the bar does not touch it
 */
export function liquidationPrice(s: BrokerState, high: f64, low: f64): f64 {
  const held = s.position;
  if (s.maintenance == 0 || held == 0) return NaN;
  if (held > 0) {
    const level = -s.cash / (held * (1 - s.maintenance));
    return low <= level ? Math.min(high, level) : NaN;
  }
  const level = s.cash / (-held * (1 + s.maintenance));
  return high >= level ? Math.max(low, level) : NaN;
}

/** R29: the whole position as a stop would, never cut; nothing stays open. */
export function liquidate(s: BrokerState, t: i32, refPrice: f64, reason: u8): void {
  const held = s.position;
  const sign: f64 = held < 0 ? 1 : -1;
  const quantity = Math.abs(held);
  const price = refPrice * (1 + sign * slippageAt(s, t));
  const fee = s.takerFee * quantity * price + s.feeFixed;
  const spread = s.halfSpread * quantity * refPrice;
  s.cash -= sign * quantity * price + (spread + fee);
  s.position = 0;
  if (s.participation > 0) useVolume(s, t, quantity);
  const at = begin(s, FILLED, STATUS_FILLED, reason, 0, t, -1, -1, sign * quantity);
  store<f64>(at, refPrice, 32);
  store<f64>(at, price, 40);
  store<f64>(at, fee, 48);
  store<f64>(at, quantity * Math.abs(price - refPrice), 56);
  store<f64>(at, spread, 64);
  const n = s.openCount;
  for (let i = 0; i < n; i++) if (kindOf(s, i) != FINISHED) end(s, i, t, END_LIQUIDATION);
}

/** Slippage of bar `t`, a fraction. */
// @ts-ignore: decorator
@inline
export function slippageAt(s: BrokerState, t: i32): f64 {
  return s.slippageColumn == 0 ? s.slippage : load<f64>(s.slippageColumn + (<usize>t << 3));
}
