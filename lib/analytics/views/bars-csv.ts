import { formatUtcIso } from '../../market/civil-date';
import type { CandleColumns } from '../candle-pyramid';
import type { RunResult } from '../run-result';
import { csvLine } from './csv-text';

/** Name and values of each column beside the prices; indices are bars. */
export interface RunColumn {
  readonly label: string;
  readonly values: Float64Array;
  readonly unit: 'price' | 'units' | 'money' | 'percent';
}

/** What the charts draw of a run, beside its candles. */
export function runColumns(result: RunResult): RunColumn[] {
  const { curves, plots } = result;
  return [
    ...plots
      .filter((plot) => plot.kind !== 'level')
      .map((plot) => ({ label: plot.label, values: plot.values, unit: 'price' as const })),
    { label: 'Position', values: curves.position, unit: 'units' },
    { label: 'Equity', values: curves.equity, unit: 'money' },
    { label: result.benchmarkLabel, values: curves.benchmark, unit: 'money' },
    { label: 'Drawdown', values: curves.drawdown, unit: 'percent' },
  ];
}

/** The bars of a window (one candle a bar) as CSV: ISO times in UTC, `.` as decimal point, empty where there is no value. */
export function barsCsv(window: CandleColumns, columns: readonly RunColumn[]): string {
  const { time, open, high, low, close, volume, fromBar } = window;
  const names = ['time', 'open', 'high', 'low', 'close', 'volume'];
  const lines = [csvLine([...names, ...columns.map((column) => column.label)])];
  for (let i = 0; i < time.length; i++) {
    lines.push(
      csvLine([
        formatUtcIso(time[i]!),
        ...[open, high, low, close, volume].map((column) => column[i]!),
        ...columns.map((column) => column.values[fromBar + i] ?? null),
      ]),
    );
  }
  return `${lines.join('\n')}\n`;
}
