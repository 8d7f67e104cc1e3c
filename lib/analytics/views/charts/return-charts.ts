import type { Distribution, RollingCurves, RunAnalysis } from '../../run-analysis';
import type { MonthlyReturns } from '../../run-result';
import { formatCount, formatPercent, formatRatio, formatSignedPercent } from '../format';
import { monthNames } from '../format-date';
import {
  type ChartView,
  changeColumn,
  countColumn,
  decimalColumn,
  percentColumn,
  ratioColumn,
  timeColumn,
  wordColumn,
} from './chart-table';

/** Bars of each year: the run and what it is measured against. */
export function yearlyChart(
  yearly: RunAnalysis['yearly'],
  runLabel: string,
  benchmarkLabel: string,
): ChartView {
  const table = {
    columns: [
      wordColumn('year', 'Year'),
      changeColumn('run', runLabel),
      changeColumn('benchmark', benchmarkLabel),
    ],
    rows: yearly.map(({ year, run, benchmark }) => [String(year), run, benchmark]),
  };
  const known = yearly.filter((row) => row.run !== null);
  const gained = known.filter((row) => row.run! > 0).length;
  const both = known.filter((row) => row.benchmark !== null);
  const ahead = both.filter((row) => row.run! > row.benchmark!).length;
  return {
    table,
    empty: known.length === 0 ? 'No year has two measured bars.' : null,
    summary:
      `${gained} of ${known.length} years gained` +
      (both.length === 0 ? '.' : `; ${ahead} of ${both.length} were ahead of ${benchmarkLabel}.`),
  };
}

/** The calendar of months as a table of its own; the coloured one is drawn from the same figures. */
export function monthlyChart(monthly: MonthlyReturns): ChartView {
  const months = monthly.years.flatMap(({ months: values }) =>
    values.filter((value): value is number => value !== null),
  );
  const gained = months.filter((value) => value > 0).length;
  return {
    table: {
      columns: [
        wordColumn('year', 'Year'),
        ...monthNames.map((name) => changeColumn(name.toLowerCase(), name, 1)),
        changeColumn('total', 'Year total', 1),
      ],
      rows: monthly.years.map((row) => [String(row.year), ...row.months, row.total]),
    },
    empty: months.length === 0 ? 'No whole month in this run, so no calendar.' : null,
    summary:
      months.length === 0
        ? 'No month to show.'
        : `${gained} of ${months.length} months gained; the best made ${formatSignedPercent(Math.max(...months), 1)}, the worst ${formatSignedPercent(Math.min(...months), 1)}.`,
  };
}

/** Bins of a distribution with the normal of the same mean and deviation beside them. */
export function distributionChart(distribution: Distribution, what: string): ChartView {
  const { edges, counts, normal, n } = distribution;
  const quantile = (p: number): string =>
    formatSignedPercent(distribution.quantiles.find((q) => q.p === p)?.value ?? null, 2);
  return {
    table: {
      columns: [
        changeColumn('from', 'From'),
        changeColumn('to', 'To'),
        countColumn('count', 'Count'),
        decimalColumn('normal', 'Normal', 1),
      ],
      rows: counts.map((count, i) => [edges[i]!, edges[i + 1]!, count, normal[i] ?? null]),
    },
    empty: n === 0 ? `No ${what} to count.` : null,
    summary:
      n === 0
        ? `No ${what} to count.`
        : `${formatCount(n)} ${what}: half lie between ${quantile(0.25)} and ${quantile(0.75)}, one in twenty is below ${quantile(0.05)}.`,
  };
}

export type RollingFigure = 'sharpe' | 'volatility' | 'beta';

/** One rolling figure over time. */
export function rollingChart(
  rolling: RollingCurves,
  figure: RollingFigure,
  zone: { readonly timeZone: string; readonly intervalMs: number },
): ChartView {
  const labels = { sharpe: 'Sharpe', volatility: 'Volatility', beta: 'Beta' } as const;
  const label = labels[figure];
  const values = rolling[figure];
  const known = values.filter((value): value is number => value !== null);
  const text = (value: number): string =>
    figure === 'volatility' ? formatPercent(value, 1) : formatRatio(value);
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs, 'Window ends'),
        figure === 'volatility' ? percentColumn(figure, label, 1) : ratioColumn(figure, label),
      ],
      rows: rolling.time.map((time, i) => [time, values[i] ?? null]),
    },
    empty:
      known.length > 0
        ? null
        : rolling.time.length === 0
          ? `Fewer than the ${formatCount(rolling.window)} measured returns one window needs.`
          : `No window of ${formatCount(rolling.window)} returns has a value.`,
    summary:
      known.length === 0
        ? `No window of ${formatCount(rolling.window)} returns has a value.`
        : `Over ${formatCount(rolling.window)} returns it lay between ${text(least(known))} and ${text(most(known))}, last ${text(known.at(-1)!)}.`,
  };
}

const least = (values: readonly number[]): number =>
  values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]): number =>
  values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
