import {
  type ChartCell,
  type ChartColumn,
  type ChartTable,
  countColumn,
  numberColumn,
  wordColumn,
} from '../../../lib/analytics/views/charts/chart-table';
import { cellValues, type SweepCellResult } from '../../../workers/sweep.client';
import type { SweepRun } from '../_hooks/sweep-store';
import { objectiveIds, objectives } from './objectives';
import { numberText, valueText } from './sweep-plan';

/** `Fast average, bars`. */
export function axisLabel({ settings }: Pick<SweepRun, 'settings'>, axis: number): string {
  const setting = settings[axis];
  if (setting === undefined) return '';
  return setting.unit === null ? setting.label : `${setting.label}, ${setting.unit}`;
}

/** Every finished cell: its settings, its figures, and why it was refused. The file holds settings as the config does. */
export function cellsTable(run: SweepRun, cells: readonly number[]): ChartTable {
  const { axes } = run.spec;
  const columns: ChartColumn[] = [
    ...axes.map(({ path }, k) =>
      numberColumn(path, axisLabel(run, k), (value) =>
        value === null ? '' : numberText(run.settings[k], value),
      ),
    ),
    ...objectiveIds.map((id) => numberColumn(id, objectives[id].label, objectives[id].text)),
    countColumn('closedTrades', 'Trades'),
    wordColumn('refused', 'Not run because'),
  ];
  const rowOf = (cell: number, result: SweepCellResult): ChartCell[] => [
    ...cellValues(axes, cell),
    ...objectiveIds.map((id) => result.figures?.[id] ?? null),
    result.figures?.closedTrades ?? null,
    result.refused,
  ];
  const rows = cells.flatMap((cell) => {
    const result = run.cells.at(cell);
    return result === null ? [] : [rowOf(cell, result)];
  });
  return { columns, rows };
}

/** As it stands inside a sentence; RSI and its like stay as they are. */
export const midSentence = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** `Fast average 20 bars, slow average 100 bars`. */
export function cellName(run: SweepRun, cell: number): string {
  return cellValues(run.spec.axes, cell)
    .map((value, k) => `${run.settings[k]?.label ?? ''} ${valueText(run.settings[k], value)}`)
    .reverse()
    .map((text, i) => (i === 0 ? text : midSentence(text)))
    .join(', ');
}

/** What became of a cell, in one line. */
export function cellSentence(run: SweepRun, cell: number): string {
  const name = cellName(run, cell);
  const result = run.cells.at(cell);
  if (result === null) return `${name}: to come.`;
  if (result.figures === null) return `${name}: not run. ${result.refused ?? ''}`.trim();
  const { objective } = run.spec;
  const score = result.figures[objective];
  const { label, text } = objectives[objective];
  const trades = result.figures.closedTrades;
  const traded = trades === 1 ? '1 closed trade' : `${trades} closed trades`;
  return score === null
    ? `${name}: no ${label}, ${traded}.`
    : `${name}: ${label} ${text(score)}, ${traded}.`;
}
