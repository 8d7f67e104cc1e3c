import type { RunResult } from '../../run-result';

/** Growth of several runs since the first time all of them were measured; 1 at the start. */
export interface ComparedCurves {
  /** Bar times of the run with the most bars in common, at most 1,000; empty where the runs share no time. */
  readonly time: readonly number[];
  /** When the closes of those bars are known. */
  readonly known: readonly number[];
  /** One line a run, in their order; null where nothing was left to grow. */
  readonly lines: readonly (readonly (number | null)[])[];
}

const mostPoints = 1000;

/**
 * Equity over its value at the first time in common. Each point has what every run's last bar known at that time shows, so
 * that bars of different lengths stand beside each other without looking ahead.
 */
export function comparedCurves(results: readonly RunResult[]): ComparedCurves {
  const none = { time: [], known: [], lines: results.map(() => []) };
  if (results.length === 0) return none;
  const from = Math.max(...results.map((result) => knownAt(result, result.period.firstBar)));
  const to = Math.min(...results.map((result) => knownAt(result, result.period.endBar - 1)));
  if (!(from <= to)) return none;
  const ranges = results.map((result) => [lastKnown(result, from), lastKnown(result, to)] as const);
  const bars = ranges.map(([first, last]) => last - first + 1);
  const leader = bars.indexOf(Math.max(...bars));
  const [first, last] = ranges[leader]!;
  const count = Math.min(mostPoints, last - first + 1);
  const shown = Array.from({ length: count }, (_, i) =>
    count === 1 ? last : first + Math.round((i * (last - first)) / (count - 1)),
  );
  const own = results[leader]!;
  return {
    time: shown.map((bar) => own.curves.time[bar]!),
    known: shown.map((bar) => knownAt(own, bar)),
    lines: results.map((result, r) => {
      const base = result.curves.equity[ranges[r]![0]]!;
      return shown.map((bar) => {
        const value = result.curves.equity[lastKnown(result, knownAt(own, bar))]! / base;
        return base > 0 && Number.isFinite(value) ? value : null;
      });
    }),
  };
}

/** When a bar's close is known. */
const knownAt = (result: RunResult, bar: number): number =>
  result.curves.time[bar]! + result.data.intervalMs;

/** The last bar whose close is known at a time, the first measured one where none is. */
export function lastKnown(result: RunResult, at: number): number {
  let low = result.period.firstBar as number;
  let high = result.period.endBar;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (knownAt(result, middle) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(result.period.firstBar, low - 1);
}
