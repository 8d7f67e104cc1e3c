import type { BootstrapCone } from '../../run-analysis';
import { formatCount, formatPercent } from '../format';
import { type ChartView, moneyColumn, timeColumn } from './chart-table';

/** Equity of the run within the bands of its own reshuffled returns. Columns: time, run, then one a band. */
export function coneChart(
  cone: BootstrapCone,
  currency: string,
  zone: { readonly timeZone: string; readonly intervalMs: number },
): ChartView {
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs),
        moneyColumn('run', 'This run', currency),
        ...cone.bands.map(({ p }) => {
          const percent = Math.round(p * 100);
          return moneyColumn(`p${percent}`, `${percent}%`, currency);
        }),
      ],
      rows: cone.time.map((time, i) => [
        time,
        cone.equity[i] ?? null,
        ...cone.bands.map(({ equity }) => equity[i] ?? null),
      ]),
    },
    empty: null,
    summary: coneSentences(cone)[0]!,
  };
}

/** What the cone says, in words. */
export function coneSentences(cone: BootstrapCone): string[] {
  const depth = (p: number): string | null => {
    const found = cone.maxDrawdown.find((quantile) => quantile.p === p);
    return found === undefined ? null : formatPercent(Math.abs(found.value), 0);
  };
  const sentences = [
    `${formatCount(cone.paths)} histories were made by drawing the run’s own returns again in blocks of ${formatCount(cone.meanBlock)} on average: ${formatPercent(cone.probabilityOfLoss, 1)} of them end below the capital.`,
  ];
  const half = depth(0.5);
  const deep = depth(0.95);
  if (half !== null) {
    sentences.push(
      `On the way half of them fall by more than ${half}${deep === null ? '' : `, one in twenty by more than ${deep}`}.`,
    );
  }
  sentences.push(
    'It says how much was luck of the order, not whether the returns will come again.',
  );
  return sentences;
}
