import type { SlicedWork } from '../core/sliced-work';
import type { Ledger } from '../execution/ledger';
import type { FillRow } from './run-result';

/** Fills between two yields, and what one of them counts for. */
const fillsAStep = 4096;
const valuesAFill = 20;

/** Fills as a chart marks them, with the number of the trade they belong to. */
export function* fillRows(ledger: Ledger, tradeOfFill: readonly number[]): SlicedWork<FillRow[]> {
  const rows: FillRow[] = [];
  for (const [i, { bar, side, quantity, price, reason }] of ledger.fills.entries()) {
    if (i % fillsAStep === fillsAStep - 1) yield fillsAStep * valuesAFill;
    rows.push({ bar, side, quantity, price, reason, tradeNumber: tradeOfFill[i]! });
  }
  return rows;
}
