import type { RunAnalysis } from '../../run-analysis';
import { formatMoney, formatPercent, formatRatio } from '../format';
import { type ChartView, moneyColumn, percentColumn, ratioColumn, timeColumn } from './chart-table';

interface Zone {
  readonly timeZone: string;
  readonly intervalMs: number;
}

const largest = (values: readonly number[]): number =>
  values.reduce((size, value) => Math.max(size, Math.abs(value)), 0);

/** Signed position value over equity through time. */
export function leverageChart(exposure: RunAnalysis['exposure'], zone: Zone): ChartView {
  const { time, leverage } = exposure;
  const held = largest(leverage);
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs),
        ratioColumn('leverage', 'Position over equity'),
      ],
      rows: time.map((at, i) => [at, leverage[i] ?? null]),
    },
    empty: held === 0 ? 'No position was ever held.' : null,
    summary:
      held === 0
        ? 'No position was ever held.'
        : `At its largest the position was ${formatRatio(held)} times the equity, last ${formatRatio(leverage.at(-1) ?? 0)}.`,
  };
}

/** Value traded since the point before, over equity. */
export function turnoverChart(exposure: RunAnalysis['exposure'], zone: Zone): ChartView {
  const { time, turnover } = exposure;
  const total = turnover.reduce((sum, value) => sum + value, 0);
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs),
        percentColumn('turnover', 'Traded over equity', 1),
      ],
      rows: time.map((at, i) => [at, turnover[i] ?? null]),
    },
    empty: total === 0 ? 'Nothing was traded.' : null,
    summary:
      total === 0
        ? 'Nothing was traded.'
        : `In all ${formatRatio(total)} times the equity was traded; at the busiest point ${formatPercent(largest(turnover), 0)} of it.`,
  };
}

/** Costs so far, by kind. */
export function costsChart(costs: RunAnalysis['costs'], currency: string, zone: Zone): ChartView {
  const { time, fees, slippage, spread, carry } = costs;
  const last = [fees, slippage, spread, carry].map((values) => values.at(-1) ?? 0);
  const none = [fees, slippage, spread, carry].every((values) => largest(values) === 0);
  const money = (value: number): string => formatMoney(value, currency, { decimals: 0 });
  return {
    table: {
      columns: [
        timeColumn(zone.timeZone, zone.intervalMs),
        moneyColumn('fees', 'Fees', currency),
        moneyColumn('slippage', 'Slippage', currency),
        moneyColumn('spread', 'Spread', currency),
        moneyColumn('carry', 'Funding and interest', currency),
      ],
      rows: time.map((at, i) => [at, fees[i]!, slippage[i]!, spread[i]!, carry[i]!]),
    },
    empty: none ? 'The run paid no costs.' : null,
    summary: none
      ? 'The run paid no costs.'
      : `Paid by the end: fees ${money(last[0]!)}, slippage ${money(last[1]!)}, spread ${money(last[2]!)}, funding and interest ${money(last[3]!)}.`,
  };
}
