import type { DrawdownEpisode, RunResult } from '../run-result';
import { formatCount, formatPercent } from './format';
import { formatDateTime } from './format-date';
import { type SeriesPoint, thinSeries } from './thin-series';

export interface DrawdownChart {
  /** ≤ 0, fractions. */
  readonly run: readonly SeriesPoint[];
  readonly benchmark: readonly SeriesPoint[];
  /** The deepest point, null where the run never fell below a peak. */
  readonly deepest: (SeriesPoint & { readonly label: string }) | null;
  /** One sentence for screen readers. */
  readonly summary: string;
}

/** Underwater curves of at most `maxPoints` points each, with the deepest point named. */
export function drawdownChart(result: RunResult, maxPoints = 1000, locale?: string): DrawdownChart {
  const { time, drawdown, benchmarkDrawdown } = result.curves;
  let at = -1;
  for (let i = 0; i < drawdown.length; i++) {
    if (drawdown[i]! < (at < 0 ? 0 : drawdown[at]!)) at = i;
  }
  const { timeZone, intervalMs } = result.data;
  const label =
    at < 0
      ? 'Never below its peak'
      : `Deepest ${formatPercent(drawdown[at]!, 1, locale)} on ${formatDateTime(time[at]!, timeZone, intervalMs)}`;
  return {
    run: thinSeries(time, drawdown, maxPoints),
    benchmark: thinSeries(time, benchmarkDrawdown, maxPoints),
    deepest: at < 0 ? null : { time: time[at]!, value: drawdown[at]!, label },
    summary: `Decline from the running peak. ${label}.`,
  };
}

export interface DrawdownLine {
  readonly rank: number;
  readonly episode: DrawdownEpisode;
  readonly depth: string;
  readonly peak: string;
  readonly trough: string;
  /** `not yet` while below the peak. */
  readonly recovery: string;
  readonly bars: string;
}

/** The deepest episodes as table rows. */
export function drawdownLines(result: RunResult, most = 20, locale?: string): DrawdownLine[] {
  const { timeZone, intervalMs } = result.data;
  const at = (bar: number): string =>
    formatDateTime(result.curves.time[bar]!, timeZone, intervalMs);
  return result.drawdowns.slice(0, most).map((episode, i) => ({
    rank: i + 1,
    episode,
    depth: formatPercent(-episode.depth, 2, locale),
    peak: at(episode.peakBar),
    trough: at(episode.troughBar),
    recovery: episode.recoveryBar === null ? 'not yet' : at(episode.recoveryBar),
    bars: formatCount(episode.bars, locale),
  }));
}
