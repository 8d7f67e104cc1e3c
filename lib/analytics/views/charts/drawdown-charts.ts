import type { RunResult } from '../../run-result';
import { formatCount, formatPercent } from '../format';
import { formatDate } from '../format-date';
import { type ChartView, countColumn, moneyColumn, percentColumn, timeColumn } from './chart-table';

/** A fall to be shaded. */
export interface ShadedFall {
  /** 1 = deepest. */
  readonly rank: number;
  readonly from: number;
  readonly to: number;
}

/** Points of a curve over the measured bars: of each stretch its lowest and highest, so no peak is lost. */
export function thinBars(values: Float64Array, first: number, end: number, most: number): number[] {
  const bars = end - first;
  if (bars <= most) return Array.from({ length: Math.max(0, bars) }, (_, i) => first + i);
  const stretches = Math.floor(most / 2) - 1;
  const kept = [first];
  for (let k = 0; k < stretches; k++) {
    const from = first + Math.floor((k * bars) / stretches);
    const to = first + Math.floor(((k + 1) * bars) / stretches);
    let low = from;
    let high = from;
    for (let bar = from; bar < to; bar++) {
      if (values[bar]! < values[low]!) low = bar;
      if (values[bar]! > values[high]!) high = bar;
    }
    for (const bar of [Math.min(low, high), Math.max(low, high)]) {
      if (bar > kept.at(-1)!) kept.push(bar);
    }
  }
  if (end - 1 > kept.at(-1)!) kept.push(end - 1);
  return kept;
}

/** The equity line with its worst falls. */
export function fallsChart(
  result: RunResult,
  shown: number,
  most = 1000,
): ChartView & { readonly falls: readonly ShadedFall[] } {
  const { curves, period, data, drawdowns } = result;
  const bars = thinBars(curves.equity, period.firstBar, period.endBar, most);
  const falls = drawdowns.slice(0, shown).map((episode, i) => ({
    rank: i + 1,
    from: curves.time[episode.peakBar]!,
    to: curves.time[episode.recoveryBar ?? period.endBar - 1]!,
  }));
  const deepest = drawdowns[0];
  const at = (bar: number): string => formatDate(curves.time[bar]!, data.timeZone, data.intervalMs);
  return {
    falls,
    table: {
      columns: [
        timeColumn(data.timeZone, data.intervalMs),
        moneyColumn('equity', 'Equity', data.quoteCurrency),
        percentColumn('drawdown', 'Drawdown'),
      ],
      rows: bars.map((bar) => [curves.time[bar]!, curves.equity[bar]!, curves.drawdown[bar]!]),
    },
    empty: deepest === undefined ? 'Equity never fell below an earlier peak.' : null,
    summary:
      deepest === undefined
        ? 'Equity never fell below an earlier peak.'
        : `The worst fall was ${formatPercent(-deepest.depth, 1)}, from ${at(deepest.peakBar)} to ${at(deepest.troughBar)}${deepest.recoveryBar === null ? ', not made up yet' : `, made up by ${at(deepest.recoveryBar)}`}.`,
  };
}

/** Bars since the last peak, at every bar: a saw whose teeth are the stretches under water. */
export function underWaterChart(result: RunResult, most = 1000): ChartView {
  const { curves, period, data, figures } = result;
  const since = new Float64Array(curves.drawdown.length);
  for (let bar = period.firstBar + 1; bar < period.endBar; bar++) {
    since[bar] = curves.drawdown[bar]! < 0 ? since[bar - 1]! + 1 : 0;
  }
  const bars = thinBars(since, period.firstBar, period.endBar, most);
  const longest = figures.longestUnderwaterBars.value;
  const share = figures.timeUnderWater.value;
  const never = longest === null || longest === 0;
  return {
    table: {
      columns: [
        timeColumn(data.timeZone, data.intervalMs),
        countColumn('bars_under_water', 'Bars since the last peak'),
      ],
      rows: bars.map((bar) => [curves.time[bar]!, since[bar]!]),
    },
    empty: never ? 'Equity was never below an earlier peak.' : null,
    summary: never
      ? 'Equity was never below an earlier peak.'
      : `${share === null ? 'Some' : formatPercent(share, 0)} of all bars lay below an earlier peak, at most ${formatCount(longest)} in a row.`,
  };
}
