import { formatUtcIso } from '../../market/civil-date';
import type { RunCurves } from '../run-result';
import { csvLine } from './csv-text';

/** Curves as CSV, one line a bar: full precision, times ISO in UTC (the bar's opening time). */
export function equityCsv(curves: RunCurves): string {
  const lines = ['time,equity,benchmark,drawdown,benchmark_drawdown,position'];
  for (let i = 0; i < curves.time.length; i++) {
    lines.push(
      csvLine([
        formatUtcIso(curves.time[i]!),
        curves.equity[i]!,
        curves.benchmark[i]!,
        curves.drawdown[i]!,
        curves.benchmarkDrawdown[i]!,
        curves.position[i]!,
      ]),
    );
  }
  return `${lines.join('\n')}\n`;
}
