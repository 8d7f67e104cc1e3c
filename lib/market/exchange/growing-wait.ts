const first = 1_000;
const longest = 30_000;

/** How long to wait before try `attempt`, 1 = the first after a failure: 1, 2, 4, 8, 16, then 30 s, in ms. */
export function growingWait(attempt: number): number {
  let wait = first;
  for (let k = 1; k < attempt && wait < longest; k++) wait *= 2;
  return Math.min(wait, longest);
}
