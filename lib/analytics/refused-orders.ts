import type { OrderRecord } from '../execution/ledger';
import type { RunResult } from './run-result';

/** Why an account refused an order, by the reason of its record. */
export const refusalWords: Readonly<Record<string, string>> = {
  leverage: 'over the leverage limit',
  minNotional: 'below the smallest order',
  lot: 'less than one lot',
  cash: 'not enough cash',
  expired: 'expired before it was sent',
  oco: 'its group was already filled',
  reduceOnly: 'nothing left to close',
};

/** Orders the account refused when they were decided, and those cut to nothing for want of cash, with the reason in words. */
export function refusedOrders(orders: readonly OrderRecord[]): RunResult['refusedOrders'] {
  return orders
    .filter(
      (order) =>
        order.status === 'rejected' ||
        (order.status === 'cancelled' && order.reason === 'cash' && order.filled === 0),
    )
    .map((order) => ({
      bar: order.decidedAt,
      reason: refusalWords[order.reason ?? ''] ?? order.reason ?? 'no reason given',
    }));
}
