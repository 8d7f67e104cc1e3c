import type { DrawdownEpisode, RunResult } from '../run-result';
import { formatCount, formatPercent } from './format';
import { formatDateTime } from './format-date';

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

/** Episodes as table rows, deepest first. */
export function drawdownLines(result: RunResult, locale?: string): DrawdownLine[] {
  const { timeZone, intervalMs } = result.data;
  const at = (bar: number): string =>
    formatDateTime(result.curves.time[bar]!, timeZone, intervalMs);
  return result.drawdowns.map((episode, i) => ({
    rank: i + 1,
    episode,
    depth: formatPercent(-episode.depth, 2, locale),
    peak: at(episode.peakBar),
    trough: at(episode.troughBar),
    recovery: episode.recoveryBar === null ? 'not yet' : at(episode.recoveryBar),
    bars: formatCount(episode.bars, locale),
  }));
}
