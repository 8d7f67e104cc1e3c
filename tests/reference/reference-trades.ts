import type { Fill, OpenTrade, Trade } from '../../lib/execution/ledger';
import type { HoldingCost } from './reference-book';

/** R31: splits reversing fills first, then groups the parts from flat to flat; what was charged belongs to the group open. */
export function referenceTrades(
  events: readonly (Fill | HoldingCost)[],
  lotsNearest: (units: number) => number,
): { trades: Trade[]; openTrade: OpenTrade | null } {
  const trades: Trade[] = [];
  let group: { fill: Fill; signed: number; costs: number }[] = [];
  let held = 0;
  let holding = 0;
  const closeGroup = () => {
    const sign = Math.sign(group[0]!.signed);
    const sum = (parts: typeof group, f: (p: (typeof group)[number]) => number) =>
      parts.reduce((total, part) => total + f(part), 0);
    const ins = group.filter((p) => Math.sign(p.signed) === sign);
    const outs = group.filter((p) => Math.sign(p.signed) !== sign);
    const size = (parts: typeof group) => sum(parts, (p) => Math.abs(p.signed));
    const value = (parts: typeof group) => sum(parts, (p) => Math.abs(p.signed) * p.fill.price);
    const costs = sum(group, (p) => p.costs) + holding;
    trades.push({
      entryBar: group[0]!.fill.bar,
      exitBar: group.at(-1)!.fill.bar,
      side: sign > 0 ? 'long' : 'short',
      quantity: size(ins),
      entryPrice: value(ins) / size(ins),
      exitPrice: value(outs) / size(outs),
      pnl: sign * (value(outs) - value(ins)) - costs,
      costs,
      exitReason: group.at(-1)!.fill.reason,
    });
    group = [];
    holding = 0;
  };
  for (const fill of events) {
    if ('holdingCost' in fill) {
      holding += fill.holdingCost;
      continue;
    }
    const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
    const costs = fill.fee + fill.spread;
    const after = lotsNearest(held + signed);
    if (held !== 0 && after !== 0 && Math.sign(held) !== Math.sign(after)) {
      const share = Math.abs(held) / fill.quantity;
      group.push({ fill, signed: -held, costs: costs * share });
      closeGroup();
      group.push({ fill, signed: after, costs: costs * (1 - share) });
    } else {
      group.push({ fill, signed, costs });
      if (after === 0) closeGroup();
    }
    held = after;
  }
  if (held === 0) return { trades, openTrade: null };
  let size = 0;
  let average = 0;
  let realised = 0;
  const sign = Math.sign(held);
  for (const part of group) {
    const quantity = Math.abs(part.signed);
    if (Math.sign(part.signed) === sign) {
      average = (average * size + part.fill.price * quantity) / (size + quantity);
      size += quantity;
    } else {
      realised += sign * quantity * (part.fill.price - average);
      size -= quantity;
    }
  }
  return {
    trades,
    openTrade: {
      entryBar: group[0]!.fill.bar,
      position: held,
      averageCost: average,
      realised,
      costs: group.reduce((total, part) => total + part.costs, holding),
    },
  };
}
