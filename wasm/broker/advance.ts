import { FRACTION } from './codes';
import { decideTarget } from './decide';
import { isCharged } from './carry';
import { markBar } from './mark';
import { matchBar } from './match';
import { NEVER } from './orders';
import { hasRoom } from './room';
import { BrokerState } from './state';

/** One bar: match, mark, decide by the target column. Room was made sure of. */
export function advanceBar(s: BrokerState, t: i32): void {
  const at = <usize>t << 3;
  if (s.openCount > 0 || isCharged(s)) matchBar(s, t);
  markBar(s, t, load<f64>(s.close + at));
  if (s.targets == 0) return;
  const target = load<f64>(s.targets + at);
  if (target != target) return;
  const all = s.recordRepeats != 0;
  const stopLoss = s.columnStopLoss;
  const takeProfit = s.columnTakeProfit;
  const trailing = s.columnTrailingStop;
  decideTarget(s, target, s.columnUnit, 0, stopLoss, takeProfit, trailing, s.columnTimeStop, -1, NEVER, all);
}

/**
 * Marks bars from `from` on while there is nothing to match and no target to order.
 * @returns the first bar that needs {@link advanceBar}, at most `to`
 */
function advanceIdle(s: BrokerState, from: i32, to: i32): i32 {
  const cash = s.cash;
  const position = s.position;
  const band = s.band;
  const last = s.lastTarget;
  const targets = s.targets;
  const held = s.lastTargetUnit == s.columnUnit || s.lastTargetUnit < 0;
  const silent = !s.recordRepeats && held && (s.columnUnit == FRACTION || band == 0);
  const clears = s.flatClearsTarget != 0 && position == 0 && last != 0;
  let heard = false;
  let t = from;
  for (; t < to; t++) {
    const at = <usize>t << 3;
    if (targets != 0) {
      const target = load<f64>(targets + at);
      if (target == target) {
        if (!silent || Math.abs(target - last) > band || (clears && target == 0)) break;
        heard = true;
      }
    }
    store<f64>(s.equityColumn + at, cash + position * load<f64>(s.close + at));
    store<f64>(s.cashColumn + at, cash);
    store<f64>(s.positionColumn + at, position);
  }
  // A target within the band makes the next refusal a new one, as decideTarget has it.
  if (heard) s.refusedTarget = NaN;
  if (t > from) {
    const close = load<f64>(s.close + (<usize>(t - 1) << 3));
    s.bar = t - 1;
    s.price = close;
    s.equity = cash + position * close;
  }
  return t;
}

/**
 * Runs bars [from, to), which follow the last one.
 * @returns the bar reached: `to`, or an earlier one where log and orders need larger blocks before going on
 */
export function brokerAdvance(state: usize, from: i32, to: i32): i32 {
  const s = changetype<BrokerState>(state);
  let t = from;
  while (t < to) {
    if (s.openCount == 0 && !isCharged(s)) {
      t = advanceIdle(s, t, to);
      if (t == to) return t;
    }
    if (!hasRoom(s)) return t;
    advanceBar(s, t++);
  }
  return t;
}
