import { atOnce, type SlicedWork } from '../../core/sliced-work';
import { formatUtcIso } from '../../market/civil-date';
import type { RunCurves } from '../run-result';
import { csvLine } from './csv-text';

/** Lines between two yields, and what one of them counts for. */
const linesAStep = 1024;
const valuesALine = 150;

/** Curves as CSV, one line a bar: full precision, times ISO in UTC (the bar's opening time). */
export function equityCsv(curves: RunCurves): string {
  return atOnce(equityCsvWork(curves));
}

/** {@link equityCsv} in slices. */
export function* equityCsvWork(curves: RunCurves): SlicedWork<string> {
  const lines = ['time,equity,benchmark,drawdown,benchmark_drawdown,position'];
  for (let i = 0; i < curves.time.length; i++) {
    if (lines.length % linesAStep === 0) yield linesAStep * valuesALine;
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
