import { countText } from '../core/count-text';
import type { CellTable } from '../optimise/cell-table';
import { cellValues } from '../optimise/sweep-grid.schema';
import type { SweepOutcome } from '../optimise/sweep-outcome';
import type { SweepCellResult, SweepObjective, SweepSpec } from '../optimise/sweep-spec';
import { percentText } from '../strategies/figure-text';

const shownCells = 10;

const names: Readonly<Record<SweepObjective, string>> = {
  sharpe: 'Sharpe',
  sortino: 'Sortino',
  calmar: 'Calmar',
  totalReturn: 'Total return',
  cagr: 'A year (CAGR)',
  maxDrawdown: 'Max drawdown',
  profitFactor: 'Profit factor',
};
const shares: ReadonlySet<SweepObjective> = new Set(['totalReturn', 'cagr', 'maxDrawdown']);

const ratio = (value: number): string => value.toFixed(2).replace('-', '−');
const figure = (objective: SweepObjective, value: number | null | undefined): string =>
  value == null ? '–' : shares.has(objective) ? percentText(value) : ratio(value);

const line = (label: string, value: string): string => `  ${label.padEnd(24)}${value}\n`;

/** The best cells, and what their number leaves of the best one. */
export function sweepText(spec: SweepSpec, outcome: SweepOutcome): string {
  const { axes, objective } = spec;
  const { cells, best } = outcome;
  const refused = cells.all().filter((cell) => cell !== null && cell.refused !== null);
  let text = `${countText(cells.length)} cells: ${axes.map(axisText).join(' × ')}\n`;
  if (refused.length > 0) {
    text += `  ${countText(refused.length)} refused, the first: ${refused[0]!.refused}\n`;
  }
  if (best === null) return `${text}  No cell has a value for ${names[objective]}.\n`;
  const split = spec.base.period?.split ?? null;
  if (split !== null) text += '  Figures are of the part before the split.\n';
  text += table(spec, ranked(cells, objective).slice(0, shownCells));
  text += line('Best', valuesText(spec, best));
  text += line(
    `${names[objective]}, neighbours`,
    `${figure(objective, cells.figure(best, objective))}, ${figure(objective, outcome.neighbourhood)} on average beside it`,
  );
  text += line('Settings tried', countText(outcome.trials));
  const { value, reason } = outcome.deflatedSharpe;
  text += line(
    'Deflated Sharpe',
    value === null
      ? `– (${reason})`
      : `${percentText(value)} likely that the best is better than so many tries give by chance`,
  );
  text += line(
    'Best Sharpe by chance',
    outcome.expectedMaxSharpe === null ? '–' : `${ratio(outcome.expectedMaxSharpe)} a year`,
  );
  return text;
}

const axisText = ({ path, values }: SweepSpec['axes'][number]): string =>
  `${path} ${values[0]} to ${values.at(-1)} (${countText(values.length)})`;

const valuesText = ({ axes }: SweepSpec, cell: number): string =>
  cellValues(axes, cell)
    .map((value, k) => `${axes[k]!.path.split('.').at(-1)} ${value}`)
    .join(', ');

/** Cells with a value, the best first; equal ones in order of cells. */
function ranked(cells: CellTable, objective: SweepObjective): SweepCellResult[] {
  const value = (cell: SweepCellResult): number => cell.figures![objective]!;
  return cells
    .all()
    .filter((cell) => cell !== null && cells.figure(cell.cell, objective) !== null)
    .map((cell) => cell!)
    .sort((a, b) => value(b) - value(a) || a.cell - b.cell);
}

function table(spec: SweepSpec, cells: readonly SweepCellResult[]): string {
  const keys = spec.axes.map(({ path }) => path.split('.').at(-1)!);
  const head = [...keys, 'return', 'a year', 'Sharpe', 'Sortino', 'drawdown', 'trades'];
  const rows = cells.map(({ cell, figures: f }) => [
    ...cellValues(spec.axes, cell).map(String),
    figure('totalReturn', f?.totalReturn),
    figure('cagr', f?.cagr),
    figure('sharpe', f?.sharpe),
    figure('sortino', f?.sortino),
    figure('maxDrawdown', f?.maxDrawdown),
    countText(f?.closedTrades ?? 0),
  ]);
  const widths = head.map((h, k) => Math.max(h.length, ...rows.map((row) => row[k]!.length)));
  return [head, ...rows]
    .map((row) => `  ${row.map((text, k) => text.padStart(widths[k]!)).join('  ')}\n`)
    .join('');
}
