import type { Ledger } from '../execution/ledger';
import type { FillRow } from './run-result';

/** Fills as a chart marks them, with the number of the trade they belong to. */
export function fillRows(ledger: Ledger, tradeOfFill: readonly number[]): FillRow[] {
  return ledger.fills.map((fill, i) => ({
    bar: fill.bar,
    side: fill.side,
    quantity: fill.quantity,
    price: fill.price,
    reason: fill.reason,
    tradeNumber: tradeOfFill[i]!,
  }));
}
