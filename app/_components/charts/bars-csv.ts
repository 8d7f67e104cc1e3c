import type { RunResult } from '../../../lib/analytics/run-result';
import type { CandleWindow } from '../../../workers/backtest.client';

/** Name and values of each column beside the prices; indices are bars. */
export interface RunColumn {
  readonly label: string;
  readonly values: Float64Array;
}

/** What the charts draw of a run, beside its candles. */
export function runColumns(result: RunResult): RunColumn[] {
  const { curves, plots } = result;
  return [
    ...plots
      .filter((plot) => plot.kind !== 'level')
      .map((plot) => ({ label: plot.label, values: plot.values })),
    { label: 'Position', values: curves.position },
    { label: 'Equity', values: curves.equity },
    { label: 'Buy & hold', values: curves.benchmark },
    { label: 'Drawdown', values: curves.drawdown },
  ];
}

/** The bars of a window (one candle a bar) as CSV: ISO times in UTC, `.` as decimal point, empty where there is no value. */
export function barsCsv(window: CandleWindow, columns: readonly RunColumn[]): string {
  const names = ['time', 'open', 'high', 'low', 'close', 'volume'];
  const rows = [[...names, ...columns.map((column) => quote(column.label))].join(',')];
  for (let i = 0; i < window.time.length; i += 1) {
    const bar = window.fromBar + i;
    const cells = [
      new Date(window.time[i]!).toISOString(),
      ...[window.open, window.high, window.low, window.close, window.volume].map((c) =>
        plain(c[i]),
      ),
      ...columns.map((column) => plain(column.values[bar])),
    ];
    rows.push(cells.join(','));
  }
  return `${rows.join('\n')}\n`;
}

const plain = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);

const quote = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
