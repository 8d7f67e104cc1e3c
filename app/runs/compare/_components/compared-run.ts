import type { RunResult } from '../../../../lib/analytics/run-result';
import type { StoredRun } from '../../../../workers/backtest.client';

/** One column of the page: a kept run, recomputed where its data is still here. */
export interface ComparedRun {
  readonly run: StoredRun;
  /** `A`, `B`, …: tells its line and its column. */
  readonly letter: string;
  readonly result: RunResult | null;
  /** Why it is not recomputed; null where it is. */
  readonly problem: string | null;
}

/** Places of the recomputed runs among all columns. */
export const recomputed = (
  runs: readonly ComparedRun[],
): readonly { readonly place: number; readonly result: RunResult }[] =>
  runs.flatMap(({ result }, place) => (result === null ? [] : [{ place, result }]));
