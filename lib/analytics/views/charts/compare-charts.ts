import type { ComparedCurves } from '../compare/compared-curves';
import { formatPercent, formatRatio } from '../format';
import { formatDate } from '../format-date';
import { type ChartView, percentColumn, ratioColumn, timeColumn } from './chart-table';

interface Zone {
  readonly timeZone: string;
  readonly intervalMs: number;
}

const noCommonTime = 'The runs have no time in common.';

/** Equity over equity at the common start; `names` in the order of the lines. */
export function growthChart(
  curves: ComparedCurves,
  names: readonly string[],
  zone: Zone,
): ChartView {
  const ends = curves.lines.map((line, i) => `${names[i]} ${formatRatio(line.at(-1) ?? null)}`);
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs),
        ...names.map((name) => ratioColumn(name, name)),
      ],
      rows: curves.time.map((time, i) => [time, ...curves.lines.map((line) => line[i] ?? null)]),
    },
    empty: curves.time.length === 0 ? noCommonTime : null,
    summary:
      curves.time.length === 0
        ? noCommonTime
        : `Of 1.00 on ${formatDate(curves.time[0]!, zone.timeZone, zone.intervalMs)} became by ${formatDate(curves.time.at(-1)!, zone.timeZone, zone.intervalMs)}: ${ends.join(', ')}.`,
  };
}

/** Falls below the highest point since the common start. */
export function comparedDrawdownChart(
  time: readonly number[],
  falls: readonly (readonly number[])[],
  names: readonly string[],
  zone: Zone,
): ChartView {
  const deepest = falls.map(
    (line, i) =>
      `${names[i]} ${formatPercent(
        line.reduce((low, value) => Math.min(low, value), 0),
        1,
      )}`,
  );
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs),
        ...names.map((name) => percentColumn(name, name)),
      ],
      rows: time.map((at, i) => [at, ...falls.map((line) => line[i] ?? null)]),
    },
    empty: time.length === 0 ? noCommonTime : null,
    summary: time.length === 0 ? noCommonTime : `Deepest: ${deepest.join(', ')}.`,
  };
}
