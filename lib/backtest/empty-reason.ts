import { countText } from '../core/count-text';
import type { Ledger } from '../execution/ledger';
import type { PreparedStrategy } from '../strategies/definition';

const count = (n: number, one: string, many: string): string =>
  n === 1 ? `1 ${one}` : `${countText(n)} ${many}`;

/**
 * Why a run has no fills, in one sentence; null where it has some.
 * @param signals one value a bar, NaN = no decision
 * @param firstBar the first that was decided on
 * @param allLearned whether the strategy acts on a model that may have learned from every bar
 */
export function emptyReasonOf(
  strategy: Pick<PreparedStrategy, 'warmupBars' | 'warmupReason'>,
  ledger: Pick<Ledger, 'fills' | 'orders'>,
  signals: Float64Array,
  firstBar = 0,
  allLearned = false,
): string | null {
  if (ledger.fills.length > 0) return null;
  const bars = signals.length;
  if (bars < strategy.warmupBars) {
    const there = bars === 1 ? 'there is 1' : `there are ${countText(bars)}`;
    return `No trades: ${strategy.warmupReason} and ${there}.`;
  }
  if (allLearned) {
    return 'No trades: the model may have learned from all of these bars, and only predicts what comes after. Use data or a period that reach further.';
  }
  const first = signals.findIndex((signal) => signal !== 0 && !Number.isNaN(signal));
  if (first < 0) {
    return `No trades: the rule never asked for a position in ${count(bars - firstBar, 'bar', 'bars')}.`;
  }
  const refused = ledger.orders.filter((order) => order.status === 'rejected');
  if (refused.length > 0) {
    const reasons = [...new Set(refused.map((order) => order.reason ?? 'no reason given'))];
    return `No trades: ${count(refused.length, 'order was', 'orders were')} refused (${reasons.sort().join(', ')}).`;
  }
  if (first === bars - 1) {
    return 'No trades: the first order was decided on the last bar, and there is no bar after it to fill it in.';
  }
  return 'No trades: the orders were too small to be sent, or lost their quantity to the cash limit.';
}
