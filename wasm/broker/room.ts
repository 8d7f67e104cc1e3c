import { BrokerState } from './state';

/** Returned by commands that were not heard: log and orders need larger blocks first. */
export const NO_ROOM: i32 = -1;

/** Whether the events one bar and one decision can make find room: every open order may fill and have four children, and the account may be charged thrice and liquidated. */
export function hasRoom(s: BrokerState): bool {
  const orders = 5 * (s.openCount + 2);
  return orders <= s.orderCapacity && s.logCount + 4 * orders <= s.logCapacity;
}
