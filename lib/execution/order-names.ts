import { orderReason } from '../kernels/broker-codes';

/** Orders made from targets have no name of their own: they are called by their number. */
export const targetName = (order: number): string => `target#${order}`;

/** The number in such a name, null when it is another kind of name. */
export function unnamedTarget(name: string): number | null {
  const found = /^target#(\d+)$/.exec(name);
  return found === null ? null : Number(found[1]);
}

/** How the exits of an order are called after it: `entry:sl1`, by reason. */
export const childSuffixes: Readonly<Record<number, string>> = {
  [orderReason.stopLoss]: 'sl',
  [orderReason.takeProfit]: 'tp',
  [orderReason.time]: 'time',
  [orderReason.trailingExit]: 'trail',
};

const childName = /^(.*):(sl|tp|time|trail)(\d+)$/;

/** Parent, fill (1 = first) and reason of an exit by its name; null when it is another kind of name. */
export function childOf(
  name: string,
): { readonly parent: string; readonly set: number; readonly reason: number } | null {
  const found = childName.exec(name);
  if (found === null) return null;
  const reason = Object.entries(childSuffixes).find(([, suffix]) => suffix === found[2]);
  return { parent: found[1]!, set: Number(found[3]), reason: Number(reason![0]) };
}
