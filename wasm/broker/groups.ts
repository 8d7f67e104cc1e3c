// Orders of which one cancels the others.
import { END_SIBLING, FINISHED, GROUPED } from './codes';
import { end, flagsOf, groupOf, kindOf } from './orders';
import { BrokerState } from './state';

/** Whether an order of the group was filled before, which closes it for new ones. */
export function isSpent(s: BrokerState, group: i32): bool {
  return group >= 0 && load<u8>(s.groups + <usize>group) != 0;
}

/** R27: a fill of the order in slot `i`, which has a group, cancels the others of it. */
export function spend(s: BrokerState, i: i32, t: i32): void {
  const group = groupOf(s, i);
  store<u8>(s.groups + <usize>group, 1);
  const n = s.openCount;
  for (let j = 0; j < n; j++) {
    if (j == i || kindOf(s, j) == FINISHED || !(flagsOf(s, j) & GROUPED)) continue;
    if (groupOf(s, j) == group) end(s, j, t, END_SIBLING);
  }
}
