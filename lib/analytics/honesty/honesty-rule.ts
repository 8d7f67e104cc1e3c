import type { BacktestRun } from '../../backtest/backtest-run';
import { countText } from '../../core/count-text';
import type { HonestyNote, KeyFigures, RunResult, TradeRow } from '../run-result';

/** What the notes are decided from. */
export interface HonestyFacts {
  readonly run: BacktestRun;
  readonly figures: KeyFigures;
  readonly samples: RunResult['samples'];
  readonly trades: readonly TradeRow[];
  readonly refused: RunResult['refusedOrders'];
  readonly trials: number;
  readonly years: number;
}

/** A note where there is something to say. Lead and text read as one sentence. */
export type HonestyRule = (facts: HonestyFacts) => HonestyNote | null;

/** `1 bar`, `1,200 bars`. */
export const counted = (n: number, one: string, many: string): string =>
  `${countText(n)} ${n === 1 ? one : many}`;
