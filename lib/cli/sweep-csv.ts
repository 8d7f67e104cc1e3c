import { cellValues } from '../optimise/sweep-grid.schema';
import type { SweepOutcome } from '../optimise/sweep-outcome';
import type { SweepCellFigures, SweepSpec } from '../optimise/sweep-spec';

const figures = [
  'totalReturn',
  'cagr',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'profitFactor',
  'closedTrades',
  'trialSharpe',
] as const satisfies readonly (keyof SweepCellFigures)[];

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** Every cell of a sweep as a row, in order of cells; a figure without a value is left empty. */
export function sweepCsv({ axes }: SweepSpec, { cells }: SweepOutcome): string {
  const head = ['cell', ...axes.map((axis) => axis.path), ...figures, 'runId', 'refused'];
  const rows = cells
    .all()
    .map((cell, k) => [
      String(k),
      ...cellValues(axes, k).map(String),
      ...figures.map((name) => String(cell?.figures?.[name] ?? '')),
      cell?.runId ?? '',
      quoted(cell?.refused ?? ''),
    ]);
  return `${[head, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}
