import {
  cashCut,
  closeFill,
  costsZero,
  liquidated,
  refusedSome,
  volumeCap,
  wideFills,
} from './honesty/execution-notes';
import type { HonestyFacts, HonestyRule } from './honesty/honesty-rule';
import { fundingGaps, noDividends, synthetic } from './honesty/market-notes';
import {
  fewTrades,
  noTrades,
  oneTrade,
  outOfSample,
  shortHistory,
  trailingOpen,
  tried,
} from './honesty/trust-notes';
import type { HonestyNote } from './run-result';

/** What a reader should know before believing the figures, weightiest first. */
export function honestyNotes(facts: HonestyFacts): HonestyNote[] {
  return rules.map((rule) => rule(facts)).filter((note) => note !== null);
}

const rules: readonly HonestyRule[] = [
  noTrades,
  liquidated,
  closeFill,
  synthetic,
  outOfSample,
  fewTrades,
  oneTrade,
  noDividends,
  costsZero,
  fundingGaps,
  wideFills,
  shortHistory,
  tried,
  trailingOpen,
  volumeCap,
  cashCut,
  refusedSome,
];
