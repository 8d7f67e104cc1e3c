import * as fc from 'fast-check';
import type { Ledger } from '../../lib/execution/ledger';
import { newColumnStore } from '../../lib/kernels/runtime';
import { firstDifference } from '../golden/compare';
import { orderProgram, runProgram } from './order-program';
import { ReferenceBroker } from './reference-broker';

const tolerance = { rel: 1e-9, abs: 1e-9 };

/** First difference between the product's broker and the reference on one program. */
export function differenceOf(ledger: Ledger, reference: Ledger) {
  return firstDifference(ledger, reference, tolerance, 'ledger');
}

/** The product's broker keeps the reference's ledger. The module must have been loaded. */
export function sameLedgerProperty(maxBars?: number) {
  let store = newColumnStore();
  let programs = 0;
  return fc.property(orderProgram(maxBars), (program) => {
    // An instance never frees: a fresh one now and then keeps long runs small.
    if (++programs % 1000 === 0) store = newColumnStore();
    const ledger = runProgram(store, program).ledger();
    const found = differenceOf(ledger, new ReferenceBroker(program).run());
    if (found !== null) {
      throw new Error(
        `${found.path}: expected ${JSON.stringify(found.expected)}, got ${JSON.stringify(found.got)}`,
      );
    }
  });
}

/**
 * Holds the product's broker to the reference on `runs` random programs.
 * Throws with the smallest failing program and its seed.
 */
export function compareBrokers(runs: number, seed?: number, maxBars?: number): void {
  fc.assert(sameLedgerProperty(maxBars), { numRuns: runs, ...(seed !== undefined && { seed }) });
}
